package org.logicrl.tasks.math;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An answer in a normal form, such that equal answers compare as equal. */
sealed interface MathValue {

  /** Whether two answers are the same. */
  boolean isSameAs(MathValue other);

  /** The value of an expression of at most {@link Latex#LONGEST} characters; any text has one. */
  static MathValue of(String expression) {
    return MathParser.parse(Latex.clean(expression));
  }

  /**
   * A number.
   *
   * @param percent whether it is in percent: {@code 50%} is the same as {@code 50}, as a question
   *     may have asked for percents, and the same as {@code 1/2}
   * @param spelling how the expression would be spelt if its unit were none, as {@code 5 m} may be
   *     the product {@code 5m}; empty without a unit
   */
  record Quantity(Fraction value, boolean percent, String spelling) implements MathValue {

    /** The same number, with a unit. */
    Quantity spelt(String withUnit) {
      return new Quantity(value, percent, withUnit);
    }

    @Override
    public boolean isSameAs(MathValue other) {
      if (!(other instanceof Quantity quantity)) {
        return other instanceof Expression expression
            && !spelling.isEmpty()
            && spelling.equals(expression.spelling);
      }
      return value.equals(quantity.value)
          || (percent && !quantity.percent && value.percent().equals(quantity.value))
          || (quantity.percent && !percent && quantity.value.percent().equals(value));
    }
  }

  /**
   * A tuple, an interval, a union of intervals, a set, or several solutions.
   *
   * @param brackets what stands around the parts and between them
   * @param ordered whether the order of parts matters: not in a set, nor among solutions
   */
  record Several(String brackets, boolean ordered, List<MathValue> parts) implements MathValue {
    @Override
    public boolean isSameAs(MathValue other) {
      if (!(other instanceof Several several)
          || !brackets.equals(several.brackets)
          || parts.size() != several.parts.size()) {
        return false;
      }
      List<MathValue> rest = new ArrayList<>(several.parts);
      for (MathValue part : parts) {
        int candidates = ordered ? 1 : rest.size();
        int found = -1;
        for (int i = 0; i < candidates && found < 0; i++) {
          found = part.isSameAs(rest.get(i)) ? i : -1;
        }
        if (found < 0) {
          return false;
        }
        rest.remove(found);
      }
      return true;
    }
  }

  /** Any other expression, in a normal spelling. */
  record Expression(String spelling) implements MathValue {

    /** Several words, or one of at least two letters: they mean the same in any case. */
    static final Pattern WORDS = Pattern.compile("[A-Za-z]{2,}(?: [A-Za-z]+)*");

    @Override
    public boolean isSameAs(MathValue other) {
      if (other instanceof Quantity) {
        return other.isSameAs(this);
      }
      return other instanceof Expression expression
          && (spelling.equals(expression.spelling)
              || (WORDS.matcher(spelling).matches()
                  && spelling.equalsIgnoreCase(expression.spelling)));
    }
  }
}
