package org.logicrl.tasks.math;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words behind a number that say what it counts, and so leave it as it is: {@code 5 cm}, {@code 12
 * apples}. Words that make it another number are none: {@code 5 million}, {@code 12 squared}.
 */
final class Units {

  /** Text within LaTeX. */
  static final Pattern TEXT =
      Pattern.compile("\\\\(?:text|textrm|textbf|textit|mathrm|mathbf|mbox|rm)\\s*\\{([^{}]*)}");

  /** Units that may touch their number; others would be taken for products, as {@code 5ab} is. */
  private static final Set<String> TOUCHING =
      words("mm cm dm km in ft yd mi mg kg lb lbs oz ml mL hr hrs min sec ms mph kph rpm deg rad");

  /** Single letters, in this case; all others are variables and constants. */
  private static final Set<String> LETTERS = words("m g s h l L");

  /** Words too short to be taken for units unseen: they might be products of variables. */
  private static final Set<String> SHORT =
      words(
          "day yr yrs wk wks mins secs cl dl nm ha gal pt qt ton cc rev usd eur"
              + " men boy cup box bag egg pen car cat dog toy way set row");

  /** Words that belong to the unit behind them. */
  private static final Set<String> LEADING = words("sq square cu cubic per of");

  /** Words that belong to the unit before them, and without one compute. */
  private static final Set<String> TRAILING = words("squared cubed");

  /** Words that make another number. */
  private static final Set<String> NUMBERS =
      words(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              + " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
              + " seventy eighty ninety tens hundred hundreds thousand thousands million millions"
              + " billion billions trillion trillions quadrillion quadrillions lakh lakhs crore"
              + " crores dozen dozens score gross half halves third thirds fourth fourths quarter"
              + " quarters fifth fifths sixth sixths seventh sevenths eighth eighths ninth ninths"
              + " tenth tenths eleventh elevenths twelfth twelfths sixteenth sixteenths twentieth"
              + " twentieths hundredth hundredths thousandth thousandths millionth millionths");

  /** Words that compute, or stand for a value. */
  private static final Set<String> OPERATORS =
      words(
          "negative minus plus over divided multiplied double doubled triple tripled halved twice"
              + " thrice factorial power powers exponent root sqrt cbrt choose modulo base binary"
              + " octal hexadecimal below under infinity infinite sine cosine tangent sinh cosh"
              + " tanh alpha beta gamma delta epsilon zeta theta iota kappa lambda sigma omega");

  private static final int SHORTEST_FIRST = 4;
  private static final int SHORTEST_NEXT = 3;

  private static final String WORD = "[A-Za-z]++\\.?(?:\\s*\\^\\s*\\{?-?\\d}?|[²³])?";
  private static final Pattern QUANTITY =
      Pattern.compile(
          "(.*?[\\d}%])(\\s*)(" + WORD + "(?:(?:\\s*[/*]\\s*|\\s+|-)" + WORD + ")*+)\\s*");
  private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z]+");

  private Units() {}

  /** What stands before a unit; empty where none ends the text. */
  static Optional<String> before(String text) {
    Matcher quantity = QUANTITY.matcher(TEXT.matcher(text).replaceAll(" $1 "));
    if (!quantity.matches()) {
      return Optional.empty();
    }
    String[] words = NO_LETTERS.split(quantity.group(3));
    boolean touches = quantity.group(2).isEmpty();
    return (!touches || TOUCHING.contains(words[0])) && areUnit(Arrays.asList(words))
        ? Optional.of(quantity.group(1))
        : Optional.empty();
  }

  private static boolean areUnit(List<String> words) {
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      String lower = word.toLowerCase(Locale.ROOT);
      boolean unit =
          LEADING.contains(lower)
              ? at < words.size() - 1
              : TRAILING.contains(lower) ? at > 0 : isUnit(word, lower, at == 0);
      if (!unit) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnit(String word, String lower, boolean first) {
    if (word.length() == 1) {
      return LETTERS.contains(word);
    }
    return TOUCHING.contains(lower)
        || SHORT.contains(lower)
        || (word.length() >= (first ? SHORTEST_FIRST : SHORTEST_NEXT)
            && !NUMBERS.contains(lower)
            && !OPERATORS.contains(lower));
  }

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }
}
