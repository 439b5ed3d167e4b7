package org.logicrl.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A part of a configuration before it is bound: its shape, its text, and where it came from.
 *
 * <p>Scalars stay text. What a text means depends on the setting it is bound to, so {@code 1e-4} is
 * a number for a {@code double} and a word for a {@code String}, and none of YAML 1.1's surprises
 * ({@code no} as false, {@code 010} as eight, {@code 1:30} as ninety) can happen.
 */
sealed interface ConfigNode {

  Origin origin();

  /** Whether this stands for no value at all: {@code null}, {@code ~} or nothing. */
  default boolean absent() {
    return false;
  }

  /** Whether it comes from environment variables alone. */
  default boolean ofEnvironment() {
    return origin().layer() == Origin.Layer.ENVIRONMENT;
  }

  /** The value as it is shown in messages. */
  String text();

  /** What is wrong with the value as it is written, in the order of the source. */
  default List<ConfigError> faults() {
    return List.of();
  }

  /** One value. */
  record Scalar(String text, boolean absent, Origin origin) implements ConfigNode {}

  /** Values in order. */
  record Sequence(List<ConfigNode> items, Origin origin) implements ConfigNode {
    /** Copies the items. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String text() {
      return items.stream().map(ConfigNode::text).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public List<ConfigError> faults() {
      return items.stream().flatMap(item -> item.faults().stream()).toList();
    }
  }

  /** Values by key, in the order of the source. */
  record Mapping(Map<String, ConfigNode> entries, Origin origin) implements ConfigNode {
    /** Copies the entries. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public boolean ofEnvironment() {
      // The origin of a section is the weakest layer that has it.
      return origin.layer() == Origin.Layer.ENVIRONMENT
          && entries.values().stream().allMatch(ConfigNode::ofEnvironment);
    }

    static Mapping empty(Origin origin) {
      return new Mapping(Map.of(), origin);
    }

    @Override
    public String text() {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue().text())
          .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public List<ConfigError> faults() {
      return entries.values().stream().flatMap(value -> value.faults().stream()).toList();
    }
  }

  /**
   * A value that is wrong as it is written. Its error counts only if no stronger layer replaces the
   * value, and is reported once; whoever meets the value later says nothing more.
   */
  record Faulty(String text, Origin origin, ConfigError error) implements ConfigNode {
    static Faulty of(String key, String text, Origin origin, String problem) {
      return new Faulty(text, origin, new ConfigError(key, text, origin, problem, null, List.of()));
    }

    @Override
    public List<ConfigError> faults() {
      return List.of(error);
    }
  }
}
