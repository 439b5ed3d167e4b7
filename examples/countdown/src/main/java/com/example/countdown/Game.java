package com.example.countdown;

import java.text.ParseException;
import java.util.List;
import org.logicrl.api.task.Verdict;

/**
 * A game of Countdown: make an expression of the target out of all the numbers, each used exactly
 * once.
 *
 * @param numbers what is given, in no particular order; positive
 * @param target what to reach
 */
record Game(List<Integer> numbers, int target) {

  /** Copies the numbers. */
  Game {
    numbers = List.copyOf(numbers);
  }

  /**
   * The game that an equation solves: its numbers and the number behind its {@code =}.
   *
   * @throws ParseException when the text is no equation, or gives a zero
   */
  static Game solvedBy(String equation) throws ParseException {
    Equation solution = Equation.parse(equation);
    if (solution.claim().isEmpty()) {
      throw new ParseException("there is no '=' and target", equation.length());
    }
    List<Integer> numbers = solution.expression().numbers();
    if (numbers.contains(0)) {
      throw new ParseException("a game gives no zero", equation.indexOf('0'));
    }
    return new Game(numbers, solution.claim().getAsInt());
  }

  /**
   * Judges an answer: an expression, or one with {@code =} and the target behind it. Whatever
   * expression reaches the target is right, with fractions on the way too.
   */
  Verdict judge(String answer) {
    Equation equation;
    try {
      equation = Equation.parse(answer);
    } catch (ParseException e) {
      return Verdict.unparseable(e.getMessage());
    }
    List<Integer> used = equation.expression().numbers();
    if (used.size() != numbers.size()) {
      return Verdict.wrong(
          "it uses %d numbers, but %d are given".formatted(used.size(), numbers.size()));
    }
    if (!sorted(used).equals(sorted(numbers))) {
      return Verdict.wrong("it uses %s, but %s are given".formatted(used, numbers));
    }
    Rational value;
    try {
      value = equation.expression().value();
    } catch (ArithmeticException e) {
      return Verdict.wrong("it divides by zero");
    }
    if (!value.equals(Rational.of(target))) {
      return Verdict.wrong("it makes %s, but the target is %d".formatted(value, target));
    }
    if (equation.claim().orElse(target) != target) {
      return Verdict.wrong(
          "it says %d, but the target is %d".formatted(equation.claim().getAsInt(), target));
    }
    return Verdict.correct();
  }

  /** The same game for the same numbers in any order. */
  Game inOrder() {
    return new Game(sorted(numbers), target);
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().sorted().toList();
  }
}
