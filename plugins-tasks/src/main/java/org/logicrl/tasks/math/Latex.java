package org.logicrl.tasks.math;

import java.util.regex.Pattern;

/**
 * Finds the answer in a text, and takes out of LaTeX what does not change its meaning.
 *
 * <p>Only the search for the answer reads texts of any length, in linear time; what is found is
 * refused beyond {@link #LONGEST}, so that expressions may be matched by patterns.
 */
final class Latex {

  /** The most characters of an answer that is looked into. */
  static final int LONGEST = 1000;

  private static final String BOXED = "\\boxed";
  private static final String FBOX = "\\fbox";
  private static final String HASHES = "####";

  /** The length of {@code \frac} and {@code \sqrt}. */
  private static final int COMMAND = 5;

  private static final Pattern SIZES =
      Pattern.compile("\\\\(?:left|right|[bB]igg?[lr]?|displaystyle|textstyle)(?![A-Za-z])");
  private static final Pattern FRACTIONS = Pattern.compile("\\\\[dtc]frac(?![A-Za-z])");
  private static final Pattern BLANKS = Pattern.compile("\\\\[;: ]|~|\\\\q?quad(?![A-Za-z])|\\s+");
  private static final Pattern NOTHING =
      Pattern.compile(
          "\\\\[!,()\\[\\]]|\\\\?\\$|\\^\\s*(?:\\\\circ|\\{\\s*\\\\circ\\s*})|\\\\degree|°|€|£");
  private static final Pattern PRODUCTS =
      Pattern.compile("\\\\(?:cdot|times|ast)(?![A-Za-z])|[×·⋅]");
  private static final Pattern PI = Pattern.compile("π|(?<![A-Za-z\\\\])pi(?![A-Za-z])");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("^[A-Za-z][A-Za-z0-9_]{0,9}(?:\\([a-z]\\))?\\s*=\\s*(?=[^=]*$)");
  private static final Pattern MEMBERSHIP = Pattern.compile("^[A-Za-z]\\s*\\\\in\\s*");

  private Latex() {}

  /**
   * The answer in a text: what the last {@code \boxed{}} holds; else what stands on a line after
   * the last {@code ####}, as in GSM8K; else all of it. Without white space at its ends.
   */
  static String answerIn(String text) {
    int box = Math.max(text.lastIndexOf(BOXED), text.lastIndexOf(FBOX));
    if (box >= 0) {
      return inBox(text, box).strip();
    }
    int hashes = text.lastIndexOf(HASHES);
    if (hashes >= 0) {
      int end = text.indexOf('\n', hashes);
      return text.substring(hashes + HASHES.length(), end < 0 ? text.length() : end).strip();
    }
    return text.strip();
  }

  /** What a box holds: to the brace that closes it, or one word where it has no braces. */
  private static String inBox(String text, int box) {
    int start = box + (text.startsWith(BOXED, box) ? BOXED : FBOX).length();
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      return "";
    }
    if (text.charAt(start) != '{') {
      int end = start;
      while (end < text.length() && " \t\r\n$".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      return text.substring(start, end);
    }
    return text.substring(start + 1, closing(text, start));
  }

  /** The expression without spacing, sizes, currency, degrees and a leading {@code x =}. */
  static String clean(String expression) {
    String text = SIZES.matcher(expression).replaceAll("");
    text = FRACTIONS.matcher(text).replaceAll("\\\\frac");
    text = text.replace("{,}", ",").replace('−', '-').replace('–', '-');
    text = text.replace("∞", "\\infty").replace("∪", "\\cup").replace("**", "^");
    text = NOTHING.matcher(text).replaceAll("");
    text = PRODUCTS.matcher(text).replaceAll("*");
    text = PI.matcher(text).replaceAll("\\\\pi");
    text = BLANKS.matcher(text).replaceAll(" ");
    text = braced(text).strip();
    while (!text.isEmpty() && ".;:".indexOf(text.charAt(text.length() - 1)) >= 0) {
      text = text.substring(0, text.length() - 1).strip();
    }
    text = MEMBERSHIP.matcher(text).replaceFirst("");
    return ASSIGNMENT.matcher(text).replaceFirst("");
  }

  /** Puts braces around the arguments of fractions and roots: {@code \frac12}, {@code \sqrt3}. */
  private static String braced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    int missing = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("\\frac", at) || text.startsWith("\\sqrt", at)) {
        missing = text.charAt(at + 1) == 'f' ? 2 : 1;
        out.append(text, at, at + COMMAND);
        at += COMMAND;
      } else if (missing > 0 && c == ' ') {
        at++;
      } else if (missing > 0 && c == '{') {
        int end = closing(text, at);
        out.append('{').append(braced(text.substring(at + 1, end))).append('}');
        at = Math.min(text.length(), end + 1);
        missing--;
      } else {
        boolean argument = missing > 0 && Character.isLetterOrDigit(c);
        missing = argument ? missing - 1 : 0;
        out.append(argument ? "{" + c + "}" : c);
        at++;
      }
    }
    return out.toString();
  }

  /** Where the brace at an index closes; the end of the text where it does not. */
  static int closing(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++; // an escaped brace
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return at;
      }
    }
    return text.length();
  }
}
