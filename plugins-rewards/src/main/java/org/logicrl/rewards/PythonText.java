package org.logicrl.rewards;

/**
 * Character classes as Python's {@code str} and {@code re} define them, which the published scorers
 * were written in; Java's methods of the same names differ beyond ASCII.
 */
final class PythonText {

  private PythonText() {}

  /** The text without white space at its ends, as {@code str.strip()}. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether {@code str.isspace()}: besides Java's white space also no-break spaces and NEL. */
  static boolean isSpace(char c) {
    return (c >= 0x09 && c <= 0x0D)
        || (c >= 0x1C && c <= 0x20)
        || c == 0x85
        || Character.isSpaceChar(c);
  }

  /** Whether {@code \w} matches. */
  static boolean isWord(int codePoint) {
    if (codePoint < 128) {
      return (codePoint >= 'a' && codePoint <= 'z')
          || (codePoint >= 'A' && codePoint <= 'Z')
          || (codePoint >= '0' && codePoint <= '9')
          || codePoint == '_';
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }

  /** Whether {@code \b} matches at an index. */
  static boolean isBoundary(String text, int index) {
    boolean before = index > 0 && isWord(text.codePointBefore(index));
    boolean after = index < text.length() && isWord(text.codePointAt(index));
    return before != after;
  }

  /**
   * The ASCII letter, in lower case, that this character equals where {@code re.IGNORECASE} is on;
   * any other character as it is. Four characters beyond ASCII equal an ASCII letter: the dotted
   * capital and the dotless small i, the long s and the Kelvin sign.
   */
  static char fold(char c) {
    return switch (c) {
      case '\u0130', '\u0131' -> 'i';
      case '\u017F' -> 's';
      case '\u212A' -> 'k';
      default -> c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    };
  }

  /** Whether {@code [A-Za-z]} matches where {@code re.IGNORECASE} is on. */
  static boolean isLetterIgnoringCase(char c) {
    char folded = fold(c);
    return folded >= 'a' && folded <= 'z';
  }
}
