package org.logicrl.core.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python's {@code json.dumps} prints it by default: {@code ", "} and {@code ": "} between,
 * everything outside ASCII escaped, numbers as {@code repr} shows them. The published data sets of
 * the field were written so; a file made here can equal one of them to the byte.
 *
 * <p>Values are null, String, Boolean, the numbers of {@code java.lang} and {@code java.math},
 * Iterable and Map with String keys. A float prints as the shortest decimal that reads back as the
 * same float.
 */
public final class PythonJson {

  /** From here on Python prints an exponent. */
  private static final int LARGEST_PLAIN_EXPONENT = 16;

  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  /** So many significant digits tell any two doubles apart. */
  private static final int MOST_DIGITS = 17;

  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder text = new StringBuilder();

  private PythonJson() {}

  /** A value as one line, without a line feed at the end. */
  public static String line(@Nullable Object value) {
    PythonJson json = new PythonJson();
    json.append(value);
    return json.text.toString();
  }

  private void append(@Nullable Object value) {
    if (value instanceof String string) {
      append(string);
    } else if (value instanceof Double || value instanceof Float) {
      // Through the text: a float is to keep its own short form.
      text.append(number(Double.parseDouble(value.toString())));
    } else if (value == null || value instanceof Boolean || isExact(value)) {
      text.append(value);
    } else if (value instanceof Iterable<?> list) {
      String separator = "[";
      for (Object element : list) {
        text.append(separator);
        append(element);
        separator = ", ";
      }
      text.append(separator.equals("[") ? "[]" : "]");
    } else if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(separator);
        append(key(entry.getKey()));
        text.append(": ");
        append(entry.getValue());
        separator = ", ";
      }
      text.append(separator.equals("{") ? "{}" : "}");
    } else {
      throw new IllegalArgumentException(
          "a row may hold texts, numbers, booleans, lists and maps, but not a "
              + value.getClass().getName());
    }
  }

  private static boolean isExact(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger
        || value instanceof BigDecimal;
  }

  private static String key(@Nullable Object key) {
    if (key instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("the keys of a row must be texts, but one is " + key);
  }

  private void append(String string) {
    text.append('"');
    int plain = 0;
    for (int i = 0; i < string.length(); i++) {
      char character = string.charAt(i);
      if (character < ' ' || character > '~' || character == '"' || character == '\\') {
        // A substring is copied at once; append(text, from, to) would go character by character.
        text.append(string.substring(plain, i));
        appendEscaped(character);
        plain = i + 1;
      }
    }
    text.append(string.substring(plain)).append('"');
  }

  private void appendEscaped(char character) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\b' -> text.append("\\b");
      case '\f' -> text.append("\\f");
      default -> text.append("\\u").append(HEX.toHexDigits(character));
    }
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value > 0 ? "0.0" : "-0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String sign = value < 0 ? "-" : "";
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < LARGEST_PLAIN_EXPONENT) {
      String plain = shortest.toPlainString();
      return sign + (shortest.scale() > 0 ? plain : plain + ".0");
    }
    String digits = shortest.unscaledValue().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String size = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
    return sign + digits.charAt(0) + fraction + "e" + size + Math.abs(exponent);
  }

  /** The shortest decimal that reads back as the value; of several, the nearest. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest;
      }
      // Above a power of two the doubles lie twice as far apart as below it, so that the decimal
      // above may read back where the nearest one, below, does not.
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      if (above.doubleValue() == value) {
        return above;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }
}
