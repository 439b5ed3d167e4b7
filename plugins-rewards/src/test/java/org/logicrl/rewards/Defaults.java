package org.logicrl.rewards;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.logicrl.api.Setting;

/** Makes settings records from their annotations, as an empty configuration section would. */
final class Defaults {

  private Defaults() {}

  /** The settings that an empty section gives. */
  static <S extends Record> S of(Class<S> settings) {
    return with(settings, Map.of());
  }

  /** The settings that a section with some values gives. */
  static <S extends Record> S with(Class<S> settings, Map<String, ?> values) {
    RecordComponent[] components = settings.getRecordComponents();
    Object[] arguments =
        Stream.of(components)
            .map(c -> values.containsKey(c.getName()) ? values.get(c.getName()) : byDefault(c))
            .toArray();
    try {
      Constructor<S> constructor =
          settings.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("no defaults for " + settings, failed);
    }
  }

  private static Object byDefault(RecordComponent component) {
    Class<?> type = component.getType();
    if (type.isRecord()) {
      return of(type.asSubclass(Record.class));
    }
    String text = component.getAnnotation(Setting.class).defaultValue();
    if (text.isEmpty()) {
      throw new IllegalStateException(component + " has no default");
    }
    if (type == boolean.class) {
      return Boolean.valueOf(text);
    }
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    if (type == double.class) {
      return Double.valueOf(text);
    }
    if (type == List.class) {
      return list(text);
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> c.toString().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow();
  }

  /** A YAML list of texts without commas, in single quotes or plain. */
  private static List<String> list(String yaml) {
    return Stream.of(yaml.substring(1, yaml.length() - 1).split(","))
        .map(String::strip)
        .map(text -> text.startsWith("'") ? text.substring(1, text.length() - 1) : text)
        .toList();
  }
}
