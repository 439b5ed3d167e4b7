package org.logicrl.tasks.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads expressions that {@link Latex#clean} has gone over; any text has a value. */
final class MathParser {

  private static final Pattern PERCENT =
      Pattern.compile("(.*?)\\s*(?:\\\\?%|percent|\\\\(?:text|mathrm)\\{\\s*percent\\s*})");

  /** One of several choices, which is the same without parentheses. */
  private static final Pattern CHOICE = Pattern.compile("\\(([A-Za-z])\\)");

  /** A fraction whose parts hold at most one level of braces. */
  private static final Pattern FRACTION =
      Pattern.compile("\\\\frac\\{([^{}]*(?:\\{[^{}]*}[^{}]*)*)}\\{([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");

  /** What may stand above a fraction line without parentheses: products. */
  private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9.\\\\{}]+");

  /** What may stand below a fraction line without parentheses: one factor. */
  private static final Pattern FACTOR =
      Pattern.compile("\\d+(?:\\.\\d+)?|[A-Za-z]|\\\\[A-Za-z]+(?:\\{[^{}]*})?");

  /** Blanks and signs of multiplication that no digits would run together without. */
  private static final Pattern JOINT = Pattern.compile("(?<!\\d)[ *]|[ *](?!\\d)");

  private static final Pattern ONE_CHARACTER_GROUP = Pattern.compile("([\\^_])\\{([A-Za-z0-9])}");

  private MathParser() {}

  /** The value of a cleaned expression. */
  static MathValue parse(String text) {
    String stripped = text.strip();
    Optional<MathValue.Quantity> number = number(stripped);
    if (number.isPresent()) {
      return number.get();
    }
    Matcher wrapped = Units.TEXT.matcher(stripped);
    if (wrapped.matches()) {
      return parse(wrapped.group(1));
    }
    Matcher choice = CHOICE.matcher(stripped);
    if (choice.matches()) {
      return new MathValue.Expression(choice.group(1));
    }
    List<String> union = split(stripped, "\\cup");
    if (union.size() > 1) {
      return several("\\cup", true, union);
    }
    List<String> solutions = split(stripped, ",");
    if (solutions.size() > 1) {
      return several(",", false, solutions);
    }
    return enclosed(stripped).orElseGet(() -> expression(stripped));
  }

  private static MathValue several(String brackets, boolean ordered, List<String> parts) {
    return new MathValue.Several(
        brackets, ordered, parts.stream().map(part -> parse(Latex.clean(part))).toList());
  }

  /** A number, with its unit dropped. */
  private static Optional<MathValue.Quantity> number(String text) {
    return bare(text)
        .or(
            () ->
                Units.before(text)
                    .flatMap(number -> bare(number.strip()))
                    .map(number -> number.spelt(expression(text).spelling())));
  }

  private static Optional<MathValue.Quantity> bare(String text) {
    Matcher percent = PERCENT.matcher(text);
    boolean matches = percent.matches();
    return Fraction.of(matches ? percent.group(1).strip() : text)
        .map(value -> new MathValue.Quantity(value, matches, ""));
  }

  /** What stands in brackets that close at the very end: a tuple, an interval or a set. */
  private static Optional<MathValue> enclosed(String text) {
    boolean set = text.startsWith("\\{") && text.endsWith("\\}") && text.length() >= 4;
    int edge = set ? 2 : 1;
    if (text.length() < 2 * edge
        || (!set
            && ("([".indexOf(text.charAt(0)) < 0
                || ")]".indexOf(text.charAt(text.length() - 1)) < 0))) {
      return Optional.empty();
    }
    String inner = text.substring(edge, text.length() - edge);
    int depth = 0;
    for (int i = 0; i < inner.length(); i++) {
      depth += depth(inner.charAt(i));
      if (depth < 0) {
        return Optional.empty();
      }
    }
    List<String> parts = split(inner, ",");
    if (set) {
      return Optional.of(several("{}", false, parts));
    }
    if (parts.size() > 1) {
      String brackets = "" + text.charAt(0) + text.charAt(text.length() - 1);
      return Optional.of(several(brackets, true, parts));
    }
    return text.startsWith("(") && text.endsWith(")")
        ? Optional.of(parse(inner))
        : Optional.empty();
  }

  /** The pieces between separators that stand in no brackets. */
  private static List<String> split(String text, String separator) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      depth += depth(text.charAt(at));
      if (depth == 0 && text.startsWith(separator, at)) {
        pieces.add(text.substring(start, at));
        start = at + separator.length();
        at = start - 1;
      }
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private static int depth(char c) {
    return switch (c) {
      case '(', '[', '{' -> 1;
      case ')', ']', '}' -> -1;
      default -> 0;
    };
  }

  private static MathValue.Expression expression(String text) {
    String spelling = Units.TEXT.matcher(text).replaceAll("$1").strip();
    if (MathValue.Expression.WORDS.matcher(spelling).matches()) {
      return new MathValue.Expression(spelling);
    }
    spelling = JOINT.matcher(spelling).replaceAll("");
    // Each pass takes one away.
    Matcher fraction = FRACTION.matcher(spelling);
    while (fraction.find()) {
      String quotient =
          within(PRODUCT, fraction.group(1)) + "/" + within(FACTOR, fraction.group(2));
      boolean bound =
          fraction.start() > 0 && "/^".indexOf(spelling.charAt(fraction.start() - 1)) >= 0;
      spelling =
          spelling.substring(0, fraction.start())
              + (bound ? "(" + quotient + ")" : quotient)
              + spelling.substring(fraction.end());
      fraction = FRACTION.matcher(spelling);
    }
    return new MathValue.Expression(ONE_CHARACTER_GROUP.matcher(spelling).replaceAll("$1$2"));
  }

  private static String within(Pattern simple, String operand) {
    return simple.matcher(operand).matches() ? operand : "(" + operand + ")";
  }
}
