package org.logicrl.core.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;
import org.logicrl.core.config.ConfigNode.Mapping;

/** Turns record classes into {@link SettingsRecord}s and finds what is wrong with them. */
final class SettingsRecordReader {

  private static final Map<Class<?>, SettingType> SCALARS =
      Map.of(
          int.class, ScalarTypes.INT,
          Integer.class, ScalarTypes.INT,
          long.class, ScalarTypes.LONG,
          Long.class, ScalarTypes.LONG,
          double.class, ScalarTypes.DOUBLE,
          Double.class, ScalarTypes.DOUBLE,
          boolean.class, ScalarTypes.BOOLEAN,
          Boolean.class, ScalarTypes.BOOLEAN,
          String.class, ScalarTypes.STRING);

  private final List<String> problems = new ArrayList<>();
  private final Set<Class<?>> open = new HashSet<>();

  private SettingsRecordReader() {}

  static <S extends Record> SettingsRecord<S> read(Class<S> type) {
    SettingsRecordReader reader = new SettingsRecordReader();
    @Nullable SettingsRecord<S> settings = reader.record(type);
    if (settings == null || !reader.problems.isEmpty()) {
      throw new SettingsException(reader.problems);
    }
    reader.checkDefaults(settings);
    if (!reader.problems.isEmpty()) {
      throw new SettingsException(reader.problems);
    }
    return settings;
  }

  private <S extends Record> @Nullable SettingsRecord<S> record(Class<S> type) {
    if (!type.isRecord()) {
      problems.add(type.getName() + " is no record");
      return null;
    }
    if (!open.add(type)) {
      problems.add(type.getName() + " contains itself, so that its sections never end");
      return null;
    }
    List<SettingsKey> keys = new ArrayList<>();
    List<Method> accessors = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      @Nullable SettingsKey key = key(type, component);
      if (key != null) {
        keys.add(key);
      }
      component.getAccessor().setAccessible(true);
      accessors.add(component.getAccessor());
      types.add(component.getType());
    }
    open.remove(type);
    try {
      Constructor<S> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new SettingsRecord<>(type, keys, accessors, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its canonical constructor: " + type, e);
    }
  }

  private @Nullable SettingsKey key(Class<?> owner, RecordComponent component) {
    String where = "the component '" + component.getName() + "' of " + owner.getName();
    @Nullable Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      problems.add(where + " has no @Setting: annotate it with its help, default and range");
      return null;
    }
    if (setting.help().isBlank()) {
      problems.add(where + " has no help: say in one sentence what it means");
    }
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (nullable && component.getType().isPrimitive()) {
      problems.add(where + " is @Nullable, but a primitive is never null: use its wrapper class");
    }
    @Nullable SettingType type = type(component.getGenericType(), where);
    if (type == null) {
      return null;
    }
    boolean bounded =
        setting.min() != Double.NEGATIVE_INFINITY || setting.max() != Double.POSITIVE_INFINITY;
    if (bounded && !numeric(type)) {
      problems.add(where + " has a range, but holds no numbers");
    }
    if (bounded && !(setting.min() <= setting.max())) {
      problems.add(where + " has an empty range: min must be at most max");
    }
    return new SettingsKey(
        component.getName(),
        type,
        setting.help(),
        setting.defaultValue(),
        setting.min(),
        setting.max(),
        nullable);
  }

  private @Nullable SettingType type(Type type, String where) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Type element = list.getActualTypeArguments()[0];
      if (element instanceof Class<?>) {
        @Nullable SettingType elements = type(element, where);
        return elements == null ? null : new SettingType.ListOf(elements);
      }
    } else if (type instanceof Class<?> plain) {
      @Nullable SettingType scalar = SCALARS.get(plain);
      if (scalar != null) {
        return scalar;
      }
      if (plain.isEnum()) {
        @SuppressWarnings("unchecked") // isEnum() says so
        Class<? extends Enum<?>> constants = (Class<? extends Enum<?>>) plain;
        return ScalarTypes.enumeration(constants);
      }
      if (plain.isRecord()) {
        @Nullable SettingsRecord<?> nested = record(plain.asSubclass(Record.class));
        return nested == null ? null : new SettingType.Section(nested);
      }
    }
    problems.add(
        where
            + " has the type "
            + type.getTypeName()
            + ", which cannot be configured: use int, long, double, boolean, String, an enum, a"
            + " record of settings, or a List of such");
    return null;
  }

  private static boolean numeric(SettingType type) {
    SettingType single = type instanceof SettingType.ListOf list ? list.element() : type;
    return Arrays.asList(ScalarTypes.INT, ScalarTypes.LONG, ScalarTypes.DOUBLE).contains(single);
  }

  /**
   * Binds every default by itself, and then, where no key is required, all of them together; nested
   * records likewise.
   */
  private void checkDefaults(SettingsRecord<?> settings) {
    List<ConfigError> errors = new ArrayList<>();
    NodeBinder binder = new NodeBinder(errors);
    for (SettingsKey key : settings.keys()) {
      if (!key.defaultText().isEmpty()) {
        binder.bindDefault(key, key.name());
      }
      SettingType type =
          key.type() instanceof SettingType.ListOf list ? list.element() : key.type();
      if (type instanceof SettingType.Section section) {
        checkDefaults(section.settings());
      }
    }
    if (errors.isEmpty() && settings.keys().stream().noneMatch(SettingsKey::required)) {
      binder.bind(settings, Mapping.empty(Origin.DEFAULT), "");
    }
    for (ConfigError error : errors) {
      problems.add(
          "the defaults of "
              + settings.type().getName()
              + " do not bind: "
              + error.toString().replace("\n", "; "));
    }
  }
}
