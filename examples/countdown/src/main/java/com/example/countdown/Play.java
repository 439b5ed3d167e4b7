package com.example.countdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logicrl.api.RandomStream;

/**
 * Numbers put together at random by the rules of the television game: two of them become one, until
 * one is left, and each result is a positive whole number.
 *
 * @param expression how, such as {@code (3+5)*7}
 * @param value what came out
 */
record Play(String expression, Rational value) {

  /** Puts positive numbers together, at least one. */
  static Play random(List<Integer> numbers, RandomStream random) {
    List<Term> terms = new ArrayList<>();
    for (int number : numbers) {
      terms.add(new Term(String.valueOf(number), Rational.of(number), Term.NUMBER));
    }
    while (terms.size() > 1) {
      Term left = terms.remove(random.nextInt(terms.size()));
      Term right = terms.remove(random.nextInt(terms.size()));
      List<Operator> allowed =
          Arrays.stream(Operator.values())
              .filter(operator -> operator.apply(left.value, right.value).isPositiveWhole())
              .toList();
      terms.add(left.join(allowed.get(random.nextInt(allowed.size())), right));
    }
    return new Play(terms.get(0).text, terms.get(0).value);
  }

  /**
   * A part of the expression.
   *
   * @param strength of its outermost operator
   */
  private record Term(String text, Rational value, int strength) {

    /** The strength of what needs no parentheses anywhere. */
    static final int NUMBER = Integer.MAX_VALUE;

    /** The two around an operator, in parentheses only where they are needed. */
    Term join(Operator operator, Term right) {
      boolean associative = operator == Operator.PLUS || operator == Operator.TIMES;
      int strength = operator.strength();
      return new Term(
          inside(strength) + operator.sign() + right.inside(associative ? strength : strength + 1),
          operator.apply(value, right.value),
          strength);
    }

    private String inside(int weakest) {
      return strength < weakest ? "(" + text + ")" : text;
    }
  }
}
