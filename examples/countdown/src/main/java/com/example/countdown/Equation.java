package com.example.countdown;

import java.text.ParseException;
import java.util.List;
import java.util.OptionalInt;

/**
 * An expression, and what it is said to make: {@code (3+5)*7=56}. The claim may be missing.
 *
 * @param claim the number behind the {@code =}
 */
record Equation(Expression expression, OptionalInt claim) {

  /**
   * Reads an expression, or an expression, {@code =} and a number.
   *
   * @throws ParseException when the text is neither
   */
  static Equation parse(String text) throws ParseException {
    int sign = text.indexOf('=');
    if (sign < 0) {
      return new Equation(Expression.parse(text), OptionalInt.empty());
    }
    Expression expression = Expression.parse(text.substring(0, sign));
    List<Integer> claim = Expression.parse(text.substring(sign + 1)).numbers();
    if (claim.size() != 1) {
      throw new ParseException("one number should stand behind the '='", sign);
    }
    return new Equation(expression, OptionalInt.of(claim.get(0)));
  }
}
