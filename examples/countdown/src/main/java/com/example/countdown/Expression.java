package com.example.countdown;

import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An arithmetic expression such as {@code (3+5)*7}, read from any text without recursion and in
 * time linear in its length.
 *
 * <p>It knows whole numbers of at most {@value #MOST_DIGITS} digits, the operators + - * / with
 * their usual precedence, parentheses, and white space between them; no signs before a number. Kept
 * in postfix notation, as Dijkstra's shunting-yard algorithm (1961) gives it.
 */
final class Expression {

  private static final int MOST_DIGITS = 9;

  private final List<Token> postfix;

  private Expression(List<Token> postfix) {
    this.postfix = postfix;
  }

  /** What stands in postfix notation: a number, or an operator that takes the two before it. */
  sealed interface Token permits Literal, Operator {}

  /** A number as it stands in the text. */
  record Literal(int value) implements Token {}

  /**
   * Reads an expression.
   *
   * @throws ParseException when the text is none; says what is wrong and at which character
   */
  static Expression parse(String text) throws ParseException {
    List<Token> postfix = new ArrayList<>();
    // Operators whose right side is not complete; an empty element is an open parenthesis.
    Deque<Optional<Operator>> waiting = new ArrayDeque<>();
    boolean operandIsNext = true;
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      Optional<Operator> operator = Operator.of(next);
      if (Character.isWhitespace(next)) {
        at++;
      } else if (operandIsNext && isDigit(next)) {
        int end = endOfDigits(text, at);
        postfix.add(literal(text, at, end));
        operandIsNext = false;
        at = end;
      } else if (operandIsNext && next == '(') {
        waiting.push(Optional.empty());
        at++;
      } else if (!operandIsNext && next == ')') {
        finish(waiting, 0, postfix);
        if (waiting.isEmpty()) {
          throw new ParseException("')' at character %d closes nothing".formatted(at + 1), at);
        }
        waiting.pop();
        at++;
      } else if (!operandIsNext && operator.isPresent()) {
        finish(waiting, operator.get().strength(), postfix);
        waiting.push(operator);
        operandIsNext = true;
        at++;
      } else {
        throw new ParseException(
            "character %d should %s"
                .formatted(at + 1, operandIsNext ? "begin a number" : "be an operator"),
            at);
      }
    }
    if (operandIsNext) {
      throw new ParseException("the expression ends where a number should stand", at);
    }
    finish(waiting, 0, postfix);
    if (!waiting.isEmpty()) {
      throw new ParseException("a '(' is never closed", at);
    }
    return new Expression(List.copyOf(postfix));
  }

  /** The numbers in it, from left to right. */
  List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (Token token : postfix) {
      if (token instanceof Literal literal) {
        numbers.add(literal.value());
      }
    }
    return numbers;
  }

  /**
   * Its exact value. The digits of intermediate results, and with them the time, grow with the
   * number of operators: look at {@link #numbers} first.
   *
   * @throws ArithmeticException on a division by zero
   */
  Rational value() {
    return evaluate(new ArrayList<>());
  }

  /**
   * Its operations one by one, such as {@code 3+5=8} and {@code 8*7=56}.
   *
   * @throws ArithmeticException on a division by zero
   */
  List<String> steps() {
    List<String> steps = new ArrayList<>();
    evaluate(steps);
    return steps;
  }

  private Rational evaluate(List<String> steps) {
    Deque<Rational> operands = new ArrayDeque<>();
    for (Token token : postfix) {
      if (token instanceof Literal literal) {
        operands.push(Rational.of(literal.value()));
      } else if (token instanceof Operator operator) {
        Rational right = operands.pop();
        Rational left = operands.pop();
        Rational result = operator.apply(left, right);
        steps.add("" + left + operator.sign() + right + "=" + result);
        operands.push(result);
      }
    }
    return operands.pop();
  }

  /** Moves the operators that bind at least so strongly behind their operands. */
  private static void finish(Deque<Optional<Operator>> waiting, int strength, List<Token> postfix) {
    while (!waiting.isEmpty()
        && waiting.peek().map(operator -> operator.strength() >= strength).orElse(false)) {
      waiting.pop().ifPresent(postfix::add);
    }
  }

  private static Literal literal(String text, int start, int end) throws ParseException {
    if (end - start > MOST_DIGITS) {
      throw new ParseException(
          "the number at character %d has more than %d digits".formatted(start + 1, MOST_DIGITS),
          start);
    }
    return new Literal(Integer.parseInt(text, start, end, 10));
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Only the ten of ASCII: {@link Character#isDigit} knows hundreds. */
  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
