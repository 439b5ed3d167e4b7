package org.logicrl.core.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes the values of settings as YAML that reads back to the same values. */
final class YamlText {

  /** What needs no quotes in any context; words such as {@code null} and {@code on} aside. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./+-]*");

  private YamlText() {}

  /** A value on one line: a scalar, {@code [2, 3]}, or {@code {blanks: 6}}. */
  static String value(SettingType type, Object value) {
    if (type instanceof SettingType.ListOf list) {
      return ((List<?>) value)
          .stream()
              .map(element -> value(list.element(), element))
              .collect(Collectors.joining(", ", "[", "]"));
    }
    if (type instanceof SettingType.Section section) {
      return section(section.settings(), (Record) value);
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Enum<?> constant) {
      return ScalarTypes.label(constant);
    }
    return value instanceof String text ? string(text) : value.toString();
  }

  private static String section(SettingsRecord<?> settings, Record values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < settings.keys().size(); i++) {
      @Nullable Object value = settings.value(values, i);
      if (value != null) {
        SettingsKey key = settings.keys().get(i);
        text.append(text.isEmpty() ? "" : ", ")
            .append(key.name())
            .append(": ")
            .append(value(key.type(), value));
      }
    }
    return "{" + text + "}";
  }

  /** A number with all its digits, and no more: {@code 0.7}, {@code 1e-4}. */
  static String number(double value) {
    return Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
  }

  /** A text, in double quotes where it needs them. */
  static String string(String text) {
    if (PLAIN.matcher(text).matches()
        && new Resolver().resolve(NodeId.scalar, text, true).equals(Tag.STR)) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    EnvironmentLookup.escape(text)
        .codePoints()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
              } else if (character == '\n') {
                quoted.append("\\n");
              } else if (printable(character)) {
                quoted.appendCodePoint(character);
              } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08x", character));
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
