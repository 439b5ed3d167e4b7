package com.example.countdown;

import java.util.Optional;
import java.util.function.BinaryOperator;

/** One of the four operations, with its sign and how strongly it binds. */
enum Operator implements Expression.Token {
  PLUS('+', 1, Rational::plus),
  MINUS('-', 1, Rational::minus),
  TIMES('*', 2, Rational::times),
  DIVIDED_BY('/', 2, Rational::dividedBy);

  private final char sign;
  private final int strength;
  private final BinaryOperator<Rational> operation;

  Operator(char sign, int strength, BinaryOperator<Rational> operation) {
    this.sign = sign;
    this.strength = strength;
    this.operation = operation;
  }

  /** The operator that a character stands for. */
  static Optional<Operator> of(char sign) {
    for (Operator operator : values()) {
      if (operator.sign == sign) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  char sign() {
    return sign;
  }

  /** The operator with the greater one is done first; among equals, the left one. */
  int strength() {
    return strength;
  }

  /**
   * The exact result.
   *
   * @throws ArithmeticException on a division by zero
   */
  Rational apply(Rational left, Rational right) {
    return operation.apply(left, right);
  }
}
