package org.logicrl.core.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the dotted key, such as {@code training.steps}; empty for the configuration as a whole
 * @param value what was given, as text; null when nothing was
 * @param origin where it was given; null when nowhere
 * @param problem what is wrong, as the end of a sentence about the key
 * @param allowed what would be right; null when the problem says it
 * @param nearest known names like the one that was given, best first, at most three
 */
public record ConfigError(
    String key,
    @Nullable String value,
    @Nullable Origin origin,
    String problem,
    @Nullable String allowed,
    List<String> nearest) {

  private static final int LONGEST_VALUE = 80;

  /** Copies the list. */
  public ConfigError {
    Objects.requireNonNull(problem, "problem");
    nearest = List.copyOf(nearest);
  }

  static ConfigError general(@Nullable Origin origin, String problem) {
    return new ConfigError("", null, origin, problem, null, List.of());
  }

  static ConfigError at(String key, ConfigNode node, String problem) {
    return at(key, node, problem, null);
  }

  static ConfigError at(String key, ConfigNode node, String problem, @Nullable String allowed) {
    return new ConfigError(key, node.text(), node.origin(), problem, allowed, List.of());
  }

  /** The error on two to four lines: key and value, origin, problem, what is allowed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(key);
    if (value != null) {
      String line = value.replace('\n', ' ');
      text.append(key.isEmpty() ? "" : " = ")
          .append(line.length() > LONGEST_VALUE ? line.substring(0, LONGEST_VALUE) + "…" : line);
    }
    if (origin != null) {
      text.append(text.isEmpty() ? "" : "  ").append('(').append(origin).append(')');
    }
    text.append(text.isEmpty() ? "" : "\n").append(problem);
    if (!nearest.isEmpty()) {
      text.append("\ndid you mean ").append(String.join(" or ", nearest)).append('?');
    }
    if (allowed != null) {
      text.append("\nallowed: ").append(allowed);
    }
    return text.toString();
  }
}
