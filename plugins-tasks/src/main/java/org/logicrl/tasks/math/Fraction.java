package org.logicrl.tasks.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rational number in lowest terms, exact however many digits it has.
 *
 * @param denominator greater than 0
 */
record Fraction(BigInteger numerator, BigInteger denominator) {

  /** Greater powers of ten are no answers, and would fill the memory. */
  private static final int GREATEST_EXPONENT = 400;

  private static final String DIGITS = "(?:\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?: \\d{3})+|\\d+)";
  private static final String DECIMAL = "(?:" + DIGITS + "(?:\\.\\d*)?|\\.\\d+)";
  private static final String SIGN = "([+-]?)\\s*";
  private static final Pattern PLAIN =
      Pattern.compile(
          SIGN + "(" + DECIMAL + ")(?:[eE]([+-]?\\d{1,4})|\\s*\\*\\s*10\\^\\{?([+-]?\\d{1,4})}?)?");
  private static final String SIGNED = "\\s*(" + SIGN.replaceAll("[()]", "") + DECIMAL + ")\\s*";
  private static final Pattern QUOTIENT =
      Pattern.compile(
          SIGN
              + "(?:(\\d+)\\s+|(\\d+)\\s*(?=\\\\))?" // the whole part of a mixed number
              + "(?:\\\\frac\\{"
              + SIGNED
              + "}\\s*\\{"
              + SIGNED
              + "}|"
              + SIGNED
              + "/"
              + SIGNED
              + ")");

  /** Brings a fraction into lowest terms. */
  Fraction {
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  /**
   * The number that a text is: a decimal with or without separators of thousands, leading zeros and
   * a power of ten; a fraction, {@code a/b} or {@code \frac{a}{b}}; or a mixed number. Empty when
   * it is none of these.
   */
  static Optional<Fraction> of(String text) {
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches()) {
      String exponent = plain.group(3) != null ? plain.group(3) : plain.group(4);
      int power = exponent == null ? 0 : Integer.parseInt(exponent);
      return Math.abs(power) > GREATEST_EXPONENT
          ? Optional.empty()
          : Optional.of(signed(plain.group(1), decimal(plain.group(2)).scaleByPowerOfTen(power)));
    }
    Matcher quotient = QUOTIENT.matcher(text);
    return quotient.matches() ? quotient(quotient) : Optional.empty();
  }

  /** A hundredth of this. */
  Fraction percent() {
    return new Fraction(numerator, denominator.multiply(BigInteger.valueOf(100)));
  }

  private static Optional<Fraction> quotient(Matcher parts) {
    String whole = parts.group(2) != null ? parts.group(2) : parts.group(3);
    boolean latex = parts.group(4) != null;
    Fraction above = signed("", decimal(latex ? parts.group(4) : parts.group(6)));
    Fraction below = signed("", decimal(latex ? parts.group(5) : parts.group(7)));
    if (below.numerator.signum() == 0) {
      return Optional.empty();
    }
    Fraction value =
        new Fraction(
            above.numerator.multiply(below.denominator),
            above.denominator.multiply(below.numerator));
    if (whole != null) {
      value =
          new Fraction(
              new BigInteger(whole).multiply(value.denominator).add(value.numerator),
              value.denominator);
    }
    return Optional.of(
        parts.group(1).equals("-")
            ? new Fraction(value.numerator.negate(), value.denominator)
            : value);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text.replaceAll("[, ]", ""));
  }

  private static Fraction signed(String sign, BigDecimal value) {
    BigDecimal signed = sign.equals("-") ? value.negate() : value;
    BigInteger unscaled = signed.unscaledValue();
    return signed.scale() >= 0
        ? new Fraction(unscaled, BigInteger.TEN.pow(signed.scale()))
        : new Fraction(unscaled.multiply(BigInteger.TEN.pow(-signed.scale())), BigInteger.ONE);
  }
}
