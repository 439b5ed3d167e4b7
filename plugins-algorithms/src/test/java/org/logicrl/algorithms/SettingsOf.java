package org.logicrl.algorithms;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.logicrl.api.Setting;

/** Makes settings records with their declared defaults, as the configuration would. */
final class SettingsOf {

  private SettingsOf() {}

  static ReinforcePlusPlusSettings reinforcePlusPlus(Object... keysAndValues) {
    return make(ReinforcePlusPlusSettings.class, keysAndValues);
  }

  static GrpoSettings grpo(Object... keysAndValues) {
    return make(GrpoSettings.class, keysAndValues);
  }

  static PpoSettings ppo(Object... keysAndValues) {
    return make(PpoSettings.class, keysAndValues);
  }

  /** The defaults, except for the given keys, each followed by its value. */
  static <R extends Record> R make(Class<R> type, Object... keysAndValues) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      given.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String text = given.remove(components[i].getName());
      values[i] =
          parse(
              components[i].getType(),
              text == null ? components[i].getAnnotation(Setting.class).defaultValue() : text);
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(type + " has no " + given.keySet());
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object parse(Class<?> type, String text) {
    if (type == double.class) {
      return Double.parseDouble(text);
    }
    if (type == int.class) {
      return Integer.parseInt(text);
    }
    if (type == boolean.class) {
      return Boolean.parseBoolean(text);
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(
            constant ->
                ((Enum<?>) constant).name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow();
  }
}
