package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Arithmetic, attributes, elements and slices, as Python does them. */
final class Operators {

  private Operators() {}

  static Object arithmetic(String operator, Object left, Object right) {
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      return a + b;
    }
    if (operator.equals("+") && left instanceof List && right instanceof List) {
      List<Object> joined = Values.elements(left);
      joined.addAll(Values.elements(right));
      return joined;
    }
    if (operator.equals("*") && left instanceof String text && right instanceof Long count) {
      return text.repeat((int) Math.max(0, count));
    }
    if (!(left instanceof Number) || !(right instanceof Number)) {
      throw new TemplateException(
          "'%s' does not apply to %s and %s"
              .formatted(operator, Values.describe(left), Values.describe(right)));
    }
    if (left instanceof Long a && right instanceof Long b && !operator.equals("/")) {
      return whole(operator, a, b);
    }
    return decimal(operator, Values.number(left), Values.number(right));
  }

  private static Object whole(String operator, long left, long right) {
    if (right == 0 && (operator.equals("//") || operator.equals("%"))) {
      throw new TemplateException("division by zero");
    }
    return switch (operator) {
      case "+" -> Math.addExact(left, right);
      case "-" -> Math.subtractExact(left, right);
      case "*" -> Math.multiplyExact(left, right);
      case "//" -> Math.floorDiv(left, right);
      case "%" -> Math.floorMod(left, right);
      default -> throw new TemplateException("'%s' is not supported".formatted(operator));
    };
  }

  private static Object decimal(String operator, double left, double right) {
    if (right == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new TemplateException("division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "//" -> Math.floor(left / right);
      default -> throw new TemplateException("'%s' is not supported".formatted(operator));
    };
  }

  static Object negate(Object value) {
    if (value instanceof Long number) {
      return Math.negateExact(number);
    }
    return -Values.number(value);
  }

  /** {@code base.name} and {@code base[name]}: undefined where there is none. */
  static Object attribute(Object base, String name) {
    if (base instanceof Undefined undefined) {
      throw undefined.failure();
    }
    Object value =
        base instanceof Map<?, ?> map
            ? map.get(name)
            : base instanceof Namespace space ? space.attributes().get(name) : null;
    return value == null ? new Undefined(name) : value;
  }

  static Object element(Object base, Object key) {
    if (key instanceof String name) {
      return attribute(base, name);
    }
    if (base instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (!(key instanceof Long index) || !(base instanceof List || base instanceof String)) {
      return new Undefined(Values.describe(key));
    }
    List<Object> elements = Values.elements(base);
    long place = index < 0 ? index + elements.size() : index;
    return place >= 0 && place < elements.size()
        ? elements.get((int) place)
        : new Undefined(Values.describe(key));
  }

  /** {@code base[from:to:step]}, each of which may be {@code None}. */
  static Object slice(Object base, Object from, Object to, Object step) {
    if (!(base instanceof List || base instanceof String)) {
      throw new TemplateException("%s has no slices".formatted(Values.describe(base)));
    }
    List<Object> elements = Values.elements(base);
    long stride = step instanceof None ? 1 : Values.requireInteger(step);
    if (stride == 0) {
      throw new TemplateException("a slice's step must not be 0");
    }
    int size = elements.size();
    long first = bound(from, size, stride, stride > 0 ? 0 : size - 1L);
    long end = bound(to, size, stride, stride > 0 ? size : -1L);
    List<Object> part = new ArrayList<>();
    for (long i = first; stride > 0 ? i < end : i > end; i += stride) {
      part.add(elements.get((int) i));
    }
    return base instanceof String
        ? part.stream().map(Values::text).collect(Collectors.joining())
        : Collections.unmodifiableList(part);
  }

  /** Python's rule: negative counts from the end, then both are cut to where elements are. */
  private static long bound(Object value, int size, long stride, long ifMissing) {
    if (value instanceof None) {
      return ifMissing;
    }
    long index = Values.requireInteger(value);
    if (index < 0) {
      index += size;
    }
    return stride > 0
        ? Math.max(0, Math.min(size, index))
        : Math.max(-1, Math.min(size - 1L, index));
  }
}
