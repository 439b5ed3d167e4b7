package org.logicrl.core.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settings record as the core understands it: its keys, with everything their {@link
 * org.logicrl.api.Setting} annotations say.
 *
 * @param <S> the record
 */
public final class SettingsRecord<S extends Record> {

  private final Class<S> type;
  private final List<SettingsKey> keys;
  private final List<Method> accessors;
  private final Constructor<S> constructor;

  SettingsRecord(
      Class<S> type, List<SettingsKey> keys, List<Method> accessors, Constructor<S> constructor) {
    this.type = type;
    this.keys = List.copyOf(keys);
    this.accessors = List.copyOf(accessors);
    this.constructor = constructor;
  }

  /**
   * Reads a record class and checks it: every component has a {@link org.logicrl.api.Setting}, a
   * type that can be bound, and a default within its own range; and the defaults make a record
   * together.
   *
   * @throws SettingsException with all problems
   */
  public static <S extends Record> SettingsRecord<S> of(Class<S> type) {
    return SettingsRecordReader.read(type);
  }

  /** The record class. */
  public Class<S> type() {
    return type;
  }

  /** The keys in declaration order, those of nested records with dots. */
  public List<KeyHelp> help() {
    List<KeyHelp> help = new ArrayList<>();
    addHelp("", help);
    return List.copyOf(help);
  }

  /**
   * What a user is told about a key.
   *
   * @param key dotted within its section
   * @param allowed what it may hold, in words
   * @param defaultText the default as YAML; empty when there is none
   * @param required whether it must be given
   * @param help what it means
   */
  public record KeyHelp(
      String key, String allowed, String defaultText, boolean required, String help) {}

  private void addHelp(String path, List<KeyHelp> help) {
    for (SettingsKey key : keys) {
      String name = YamlReader.child(path, key.name());
      if (key.type() instanceof SettingType.Section section && key.defaultText().isEmpty()) {
        section.settings().addHelp(name, help);
      } else {
        help.add(new KeyHelp(name, key.allowed(), key.defaultText(), key.required(), key.help()));
      }
    }
  }

  /** The keys in declaration order. */
  List<SettingsKey> keys() {
    return keys;
  }

  /** The names of the keys in declaration order. */
  public List<String> names() {
    return keys.stream().map(SettingsKey::name).toList();
  }

  /**
   * Makes a record.
   *
   * @throws IllegalArgumentException when its constructor refuses the values
   * @throws SettingsException when its constructor fails in any other way
   */
  S create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new SettingsException(
          "the constructor of " + type.getName() + " failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new SettingsException(type.getName() + " cannot be made: " + e, e);
    }
  }

  /** The value of a key, by its position; null when it is absent. */
  @Nullable Object value(Record settings, int position) {
    try {
      return accessors.get(position).invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new SettingsException(type.getName() + " cannot be read: " + e, e);
    }
  }
}
