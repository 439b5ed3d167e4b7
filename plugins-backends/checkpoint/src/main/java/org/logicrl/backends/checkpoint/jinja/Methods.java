package org.logicrl.backends.checkpoint.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The methods of Python's strings and dictionaries that templates call. */
final class Methods {

  private Methods() {}

  static Object call(Object base, String name, Arguments arguments) {
    if (base instanceof String text) {
      return ofText(text, name, arguments);
    }
    Object attribute = Operators.attribute(base, name);
    if (attribute instanceof Callable callable) {
      return callable.call(arguments);
    }
    if (base instanceof Map<?, ?> map) {
      return ofMap(map, name, arguments);
    }
    throw new TemplateException("%s has no method '%s'".formatted(Values.describe(base), name));
  }

  private static Object ofText(String text, String name, Arguments arguments) {
    return switch (name) {
      case "strip", "lstrip", "rstrip" ->
          PythonText.strip(
              text,
              arguments.limit(name, 1).get(0, "chars", None.NONE),
              !name.equals("rstrip"),
              !name.equals("lstrip"));
      case "startswith", "endswith" ->
          PythonText.hasAffix(
              text, arguments.limit(name, 1).require(0, "prefix"), name.equals("startswith"));
      case "split" ->
          PythonText.split(
              text,
              arguments.limit(name, 2, "sep", "maxsplit").get(0, "sep", None.NONE),
              Values.requireInteger(arguments.get(1, "maxsplit", -1L)));
      case "replace" ->
          text.replace(
              arguments.limit(name, 2).requireText(0, "old"), arguments.requireText(1, "new"));
      case "removeprefix" -> {
        String prefix = arguments.limit(name, 1).requireText(0, "prefix");
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = arguments.limit(name, 1).requireText(0, "suffix");
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case "join" -> Filters.join(arguments.limit(name, 1).require(0, "iterable"), text);
      case "lower" -> plain(name, arguments, text.toLowerCase(Locale.ROOT));
      case "upper" -> plain(name, arguments, text.toUpperCase(Locale.ROOT));
      case "capitalize" -> plain(name, arguments, PythonText.capitalize(text));
      default ->
          throw new TemplateException("the string method '%s' is not supported".formatted(name));
    };
  }

  private static Object plain(String name, Arguments arguments, Object result) {
    arguments.limit(name, 0);
    return result;
  }

  private static Object ofMap(Map<?, ?> map, String name, Arguments arguments) {
    return switch (name) {
      case "get" -> {
        Object value = map.get(arguments.limit(name, 2).require(0, "key"));
        yield value == null ? arguments.get(1, "default", None.NONE) : value;
      }
      case "items" -> plain(name, arguments, items(map));
      case "keys" -> plain(name, arguments, Values.elements(map));
      case "values" -> plain(name, arguments, List.copyOf(map.values()));
      default ->
          throw new TemplateException("the mapping method '%s' is not supported".formatted(name));
    };
  }

  static List<Object> items(Map<?, ?> map) {
    return map.entrySet().stream()
        .<Object>map(entry -> List.of(entry.getKey(), entry.getValue()))
        .toList();
  }
}
