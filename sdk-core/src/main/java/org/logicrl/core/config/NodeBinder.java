package org.logicrl.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.config.ConfigNode.Faulty;
import org.logicrl.core.config.ConfigNode.Mapping;
import org.logicrl.core.config.ConfigNode.Scalar;
import org.logicrl.core.config.ConfigNode.Sequence;

/** Turns {@link ConfigNode}s into the values of settings, and collects what is wrong with them. */
final class NodeBinder {

  /** The result of what could not be bound; an absent value is null. */
  private static final Object FAILED = new Object();

  private final List<ConfigError> errors;

  /** A binder that adds its errors to a list. */
  NodeBinder(List<ConfigError> errors) {
    this.errors = errors;
  }

  /**
   * Makes a record out of a section. Keys that the record does not know are left to the caller.
   *
   * @param path the dotted key of the section; empty for the top level
   * @return null when there were errors
   */
  <S extends Record> @Nullable S bind(SettingsRecord<S> settings, Mapping section, String path) {
    @Nullable Object[] values = new Object[settings.keys().size()];
    boolean complete = true;
    for (int i = 0; i < values.length; i++) {
      SettingsKey key = settings.keys().get(i);
      @Nullable ConfigNode node = section.entries().get(key.name());
      String name = YamlReader.child(path, key.name());
      values[i] =
          node == null || node.absent()
              ? bindAbsent(key, name, section.origin())
              : convert(key, key.type(), node, name);
      complete &= values[i] != FAILED;
    }
    if (!complete) {
      return null;
    }
    try {
      return settings.create(values);
    } catch (IllegalArgumentException e) {
      errors.add(
          new ConfigError(
              path, null, section.origin(), String.valueOf(e.getMessage()), null, List.of()));
      return null;
    }
  }

  /** Binds the default of a key that has one. */
  Object bindDefault(SettingsKey key, String name) {
    // A default is a constant of the program: it may not depend on the environment.
    YamlReader reader = new YamlReader(new EnvironmentLookup(Map.of()), errors);
    @Nullable ConfigNode node;
    try {
      node = reader.read(key.defaultText(), name, line -> Origin.DEFAULT);
    } catch (ConfigException e) {
      errors.addAll(e.errors());
      return FAILED;
    }
    if (node != null) {
      errors.addAll(node.faults());
    }
    if (node == null || node.absent()) {
      errors.add(
          new ConfigError(
              name, key.defaultText(), Origin.DEFAULT, "is no default", null, List.of()));
      return FAILED;
    }
    return convert(key, key.type(), node, name);
  }

  private @Nullable Object bindAbsent(SettingsKey key, String name, Origin section) {
    if (!key.defaultText().isEmpty()) {
      return bindDefault(key, name);
    }
    if (key.nullable()) {
      return null;
    }
    if (key.type() instanceof SettingType.Section nested) {
      @Nullable Record record = bind(nested.settings(), Mapping.empty(section), name);
      return record == null ? FAILED : record;
    }
    errors.add(
        new ConfigError(
            name, null, section, "must be given: " + key.help(), key.allowed(), List.of()));
    return FAILED;
  }

  private Object convert(SettingsKey key, SettingType type, ConfigNode node, String name) {
    if (node instanceof Faulty) {
      return FAILED;
    }
    if (type instanceof SettingType.ListOf list) {
      return convertList(key, list, node, name);
    }
    if (type instanceof SettingType.Section nested) {
      return convertSection(key, nested, node, name);
    }
    return convertScalar(key, (SettingType.Scalar) type, node, name);
  }

  private Object convertList(
      SettingsKey key, SettingType.ListOf list, ConfigNode node, String name) {
    if (!(node instanceof Sequence sequence)) {
      Object only = convert(key, list.element(), node, name);
      return only == FAILED ? FAILED : List.of(only);
    }
    List<Object> elements = new ArrayList<>();
    boolean complete = true;
    for (int i = 0; i < sequence.items().size(); i++) {
      Object element = convert(key, list.element(), sequence.items().get(i), name + "[" + i + "]");
      elements.add(element);
      complete &= element != FAILED;
    }
    return complete ? List.copyOf(elements) : FAILED;
  }

  private Object convertSection(
      SettingsKey key, SettingType.Section nested, ConfigNode node, String name) {
    if (!(node instanceof Mapping mapping)) {
      return fail(name, node, "must be a section with keys of its own", key);
    }
    List<String> known = nested.settings().names();
    boolean complete = true;
    for (Map.Entry<String, ConfigNode> entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        errors.add(unknown(name, entry.getKey(), entry.getValue(), known));
        complete = false;
      }
    }
    @Nullable Record record = bind(nested.settings(), mapping, name);
    return record == null || !complete ? FAILED : record;
  }

  private Object convertScalar(
      SettingsKey key, SettingType.Scalar type, ConfigNode node, String name) {
    if (!(node instanceof Scalar scalar)) {
      return fail(name, node, "must be a single value", key);
    }
    if (scalar.absent()) {
      return fail(name, node, "must not be empty within a list", key);
    }
    Object value;
    try {
      value = type.parser().apply(scalar.text());
    } catch (IllegalArgumentException e) {
      errors.add(
          new ConfigError(
              name,
              scalar.text(),
              scalar.origin(),
              String.valueOf(e.getMessage()),
              key.allowed(),
              Nearest.of(scalar.text(), type.choices())));
      return FAILED;
    }
    if (value instanceof Number number && !key.inRange(number)) {
      return fail(name, node, "is out of range", key);
    }
    return value;
  }

  private Object fail(String name, ConfigNode node, String problem, SettingsKey key) {
    errors.add(ConfigError.at(name, node, problem, key.allowed()));
    return FAILED;
  }

  /** The error of a key that no setting has. */
  static ConfigError unknown(String section, String key, ConfigNode node, List<String> known) {
    List<String> nearest =
        Nearest.of(key, known).stream().map(name -> YamlReader.child(section, name)).toList();
    return new ConfigError(
        YamlReader.child(section, key),
        node.text(),
        node.origin(),
        "is not a known key",
        nearest.isEmpty() && !known.isEmpty() ? String.join(", ", known) : null,
        nearest);
  }
}
