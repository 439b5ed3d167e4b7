package org.logicrl.core.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.logicrl.core.config.SettingType.Scalar;

/**
 * The scalar types of settings, and how each reads its text.
 *
 * <p>Whole numbers may be written as {@code 100}, {@code 1_000}, {@code 100.0} or {@code 1e3}, but
 * {@code 1.5} and numbers out of the type's range are refused rather than cut. Infinite numbers and
 * NaN are refused everywhere: no setting means anything with them, and NaN passes every range check
 * that is written as two comparisons.
 */
final class ScalarTypes {

  static final Scalar INT = whole(Integer.MIN_VALUE, Integer.MAX_VALUE, BigDecimal::intValueExact);
  static final Scalar LONG = whole(Long.MIN_VALUE, Long.MAX_VALUE, BigDecimal::longValueExact);
  static final Scalar DOUBLE = new Scalar("a number", "number", List.of(), ScalarTypes::real);
  static final Scalar BOOLEAN =
      new Scalar("true or false", "boolean", List.of(), ScalarTypes::flag);
  static final Scalar STRING = new Scalar("text", "string", List.of(), text -> text);

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9][0-9_]*)?(\\.[0-9_]*)?([eE][-+]?[0-9]+)?");

  private ScalarTypes() {}

  /** An enumeration, its constants written in lower case with dashes. */
  static Scalar enumeration(Class<? extends Enum<?>> type) {
    Enum<?>[] constants = type.getEnumConstants();
    List<String> labels = Arrays.stream(constants).map(ScalarTypes::label).toList();
    return new Scalar(
        "one of " + String.join(", ", labels),
        "string",
        labels,
        text -> {
          int index = labels.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
          if (index < 0) {
            throw new IllegalArgumentException("is not a known choice");
          }
          return constants[index];
        });
  }

  /** How an enum constant is written: {@code OUT_OF_DISTRIBUTION} as out-of-distribution. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Scalar whole(long least, long most, Function<BigDecimal, Object> exact) {
    return new Scalar(
        "a whole number",
        "integer",
        List.of(),
        text -> {
          BigDecimal number = decimal(text, "is not a whole number");
          if (number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("is not a whole number");
          }
          // Compared before it is expanded: 1e999999999 would fill the memory with zeros.
          if (number.compareTo(BigDecimal.valueOf(least)) < 0
              || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                "does not fit: it must be from " + least + " to " + most);
          }
          return exact.apply(number);
        });
  }

  private static Object real(String text) {
    BigDecimal number = decimal(text, "is not a finite number");
    double value = number.doubleValue();
    if (Double.isInfinite(value) || (value == 0 && number.signum() != 0)) {
      throw new IllegalArgumentException("does not fit into a 64-bit floating point number");
    }
    return value;
  }

  private static BigDecimal decimal(String text, String problem) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(problem);
    }
    try {
      return new BigDecimal(text.replace("_", ""));
    } catch (NumberFormatException e) {
      // No digits at all, or an exponent beyond int.
      throw new IllegalArgumentException(problem, e);
    }
  }

  private static Object flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }
}
