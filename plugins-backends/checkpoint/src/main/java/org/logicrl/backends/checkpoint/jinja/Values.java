package org.logicrl.backends.checkpoint.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Python does with values: truth, text, equality, order, elements. */
final class Values {

  private Values() {}

  /** A Java value as a value of a template. */
  static Object of(@Nullable Object value) {
    if (value == null) {
      return None.NONE;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(Values::of).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(String.valueOf(key), of(element)));
      return copy;
    }
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    throw new IllegalArgumentException("a template takes no " + value.getClass());
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return !(value instanceof None || value instanceof Undefined)
        && (!isSized(value) || length(value) > 0);
  }

  static boolean isSized(Object value) {
    return value instanceof String || value instanceof List || value instanceof Map;
  }

  static long length(Object value) {
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    return elements(value).size();
  }

  /** What a loop goes over. */
  static List<Object> elements(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      return text.codePoints().mapToObj(Character::toString).collect(Collectors.toList());
    }
    if (value instanceof Undefined) {
      return List.of();
    }
    throw new TemplateException("%s has no elements".formatted(describe(value)));
  }

  /** {@code str(value)}. */
  static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Undefined ? "" : repr(value);
  }

  /** {@code repr(value)}. */
  private static String repr(Object value) {
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof None) {
      return "None";
    }
    if (value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Double number) {
      return decimal(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    throw new TemplateException("%s cannot be printed".formatted(describe(value)));
  }

  static String decimal(double number) {
    double size = Math.abs(number);
    if (!Double.isFinite(number) || (size != 0 && (size < 1e-4 || size >= 1e16))) {
      throw new TemplateException("the number %s cannot be printed".formatted(number));
    }
    String plain = new BigDecimal(Double.toString(number)).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < ' ' || (c >= 0x7F && c < 0xA1) || c == 0xAD) {
            out.append("\\x%02x".formatted((int) c));
          } else if (c == quote) {
            out.append('\\').append(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append(quote).toString();
  }

  static boolean equal(Object left, Object right) {
    if (left instanceof Long && right instanceof Long) {
      return left.equals(right);
    }
    if (isNumber(left) && isNumber(right)) {
      return number(left) == number(right);
    }
    if (left instanceof Undefined) {
      return right instanceof Undefined;
    }
    return left.equals(right);
  }

  static int compare(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return a.compareTo(b);
    }
    if (isNumber(left) && isNumber(right)) {
      return Double.compare(number(left), number(right));
    }
    if (left instanceof String a && right instanceof String b) {
      // Python orders by code point, not by UTF-16 unit.
      return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
    throw new TemplateException(
        "%s and %s have no order".formatted(describe(left), describe(right)));
  }

  static boolean contains(Object container, Object element) {
    if (container instanceof String text) {
      return text.contains(requireText(element));
    }
    return elements(container).stream().anyMatch(candidate -> equal(candidate, element));
  }

  /** True and False count as 1 and 0. */
  static boolean isNumber(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  static double number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new TemplateException("%s is no number".formatted(describe(value)));
  }

  static long requireInteger(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new TemplateException("%s is no whole number".formatted(describe(value)));
  }

  static String requireText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new TemplateException("%s is no string".formatted(describe(value)));
  }

  /** What a value is, for messages. */
  static String describe(Object value) {
    if (value instanceof Undefined undefined) {
      return "undefined '" + undefined.name() + "'";
    }
    if (value instanceof List || value instanceof Map) {
      return "a " + (value instanceof List ? "list" : "mapping");
    }
    return value instanceof Callable || value instanceof Namespace
        ? "a function or namespace"
        : repr(value);
  }
}
