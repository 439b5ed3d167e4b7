package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters: {@code value | name(arguments)}. */
final class Filters {

  private static final Map<String, Filter> ALL =
      Map.ofEntries(
          plain("capitalize", value -> PythonText.capitalize(Values.text(value))),
          plain("count", Values::length),
          Map.entry("d", Filters::ifUndefined),
          Map.entry("default", Filters::ifUndefined),
          plain("first", value -> Operators.element(Values.elements(value), 0L)),
          plain("items", Filters::items),
          Map.entry("join", Filters::join),
          plain("last", value -> Operators.element(Values.elements(value), -1L)),
          plain("length", Values::length),
          plain("list", Values::elements),
          plain("lower", value -> Values.text(value).toLowerCase(Locale.ROOT)),
          Map.entry("map", Filters::map),
          Map.entry("rejectattr", (value, arguments) -> select(value, arguments, false)),
          Map.entry("replace", Filters::replace),
          plain("reverse", Filters::reverse),
          plain("safe", Values::text),
          Map.entry("selectattr", (value, arguments) -> select(value, arguments, true)),
          plain("string", Values::text),
          Map.entry("tojson", Filters::toJson),
          Map.entry("trim", Filters::trim),
          plain("upper", value -> Values.text(value).toUpperCase(Locale.ROOT)));

  private Filters() {}

  /** A filter of that name. */
  @FunctionalInterface
  interface Filter {
    Object apply(Object value, Arguments arguments);
  }

  static Filter named(String name) {
    Filter filter = ALL.get(name);
    if (filter == null) {
      throw new TemplateException("the filter '%s' is not supported".formatted(name));
    }
    return filter;
  }

  private static Map.Entry<String, Filter> plain(String name, Function<Object, Object> function) {
    return Map.entry(
        name,
        (value, arguments) -> {
          arguments.limit(name, 0);
          return function.apply(value);
        });
  }

  private static Object join(Object value, Arguments arguments) {
    return join(value, Values.text(arguments.limit("join", 1, "d").get(0, "d", "")));
  }

  private static Object replace(Object value, Arguments arguments) {
    arguments.limit("replace", 2, "old", "new");
    return Values.text(value)
        .replace(arguments.requireText(0, "old"), arguments.requireText(1, "new"));
  }

  private static Object trim(Object value, Arguments arguments) {
    Object characters = arguments.limit("trim", 1, "chars").get(0, "chars", None.NONE);
    return PythonText.strip(Values.text(value), characters, true, true);
  }

  static String join(Object value, String separator) {
    return Values.elements(value).stream().map(Values::text).collect(Collectors.joining(separator));
  }

  private static Object ifUndefined(Object value, Arguments arguments) {
    arguments.limit("default", 2, "default_value", "boolean");
    boolean missing =
        value instanceof Undefined
            || (Values.truth(arguments.get(1, "boolean", false)) && !Values.truth(value));
    return missing ? arguments.get(0, "default_value", "") : value;
  }

  private static Object items(Object value) {
    if (value instanceof Map<?, ?> map) {
      return Methods.items(map);
    }
    throw new TemplateException("%s has no items".formatted(Values.describe(value)));
  }

  private static Object reverse(Object value) {
    if (value instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> reversed = new ArrayList<>(Values.elements(value));
    Collections.reverse(reversed);
    return reversed;
  }

  /** {@code map('filter')} or {@code map(attribute='name')}. */
  private static Object map(Object value, Arguments arguments) {
    arguments.limit("map", 1, "attribute");
    Object attribute = arguments.named().get("attribute");
    if (attribute != null) {
      String name = Values.requireText(attribute);
      return Values.elements(value).stream()
          .map(element -> Operators.attribute(element, name))
          .toList();
    }
    Filter filter = named(arguments.requireText(0, "filter"));
    return Values.elements(value).stream()
        .map(element -> filter.apply(element, Arguments.NONE))
        .toList();
  }

  private static Object select(Object value, Arguments arguments, boolean wanted) {
    String name = arguments.limit("selectattr", 3).requireText(0, "attribute");
    List<Object> given = arguments.positional();
    ValueTests.Test test =
        given.size() < 2
            ? (element, none) -> Values.truth(element)
            : ValueTests.named(Values.requireText(given.get(1)));
    Arguments rest =
        new Arguments(given.subList(Math.min(2, given.size()), given.size()), Map.of());
    return Values.elements(value).stream()
        .filter(element -> test.holds(Operators.attribute(element, name), rest) == wanted)
        .toList();
  }

  private static Object toJson(Object value, Arguments arguments) {
    Object indent =
        arguments.limit("tojson", 0, "indent", "ensure_ascii").get(1, "indent", None.NONE);
    if (Values.truth(arguments.get(1, "ensure_ascii", false))) {
      throw new TemplateException("tojson is only supported with ensure_ascii=false");
    }
    Integer width = indent instanceof None ? null : (int) Values.requireInteger(indent);
    StringBuilder out = new StringBuilder();
    json(value, width, "\n", out);
    return out.toString();
  }

  private static void json(
      Object value, @Nullable Integer indent, String lineStart, StringBuilder out) {
    String inner = indent == null ? "" : lineStart + " ".repeat(indent);
    String separator = indent == null ? ", " : "," + inner;
    String end = indent == null ? "" : lineStart;
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      String before = "{" + inner;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(before).append(PythonText.json(Values.text(entry.getKey()))).append(": ");
        json(entry.getValue(), indent, inner, out);
        before = separator;
      }
      out.append(end).append('}');
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      String before = "[" + inner;
      for (Object element : list) {
        out.append(before);
        json(element, indent, inner, out);
        before = separator;
      }
      out.append(end).append(']');
    } else if (value instanceof String text) {
      out.append(PythonText.json(text));
    } else if (value instanceof Boolean || value instanceof None) {
      out.append(value instanceof None ? "null" : value);
    } else if (value instanceof Undefined undefined) {
      throw undefined.failure();
    } else {
      out.append(Values.text(value));
    }
  }
}
