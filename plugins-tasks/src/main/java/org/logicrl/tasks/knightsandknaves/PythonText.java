package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words, blanks and letter case as Python's {@code re} module knows them, on any Unicode text.
 *
 * <p>Java's own character classes differ: they count combining marks as parts of words, and fold
 * case in other ways. Which code points are letters depends on the Unicode version; that of Java 17
 * is 13.0, the same as Python 3.9's.
 */
final class PythonText {

  private PythonText() {}

  /**
   * A longest run of word characters ({@code \w+}).
   *
   * @param text as it stands
   * @param folded the same, such that two words match under {@code re.IGNORECASE} when equal; exact
   *     for words of ASCII letters and for all that match those
   * @param afterBlanks whether only blanks, and at least one, lie between the word before and this
   */
  record Word(String text, String folded, boolean afterBlanks) {

    /** Whether {@code [A-Za-z]+} matches the whole word under {@code re.IGNORECASE}. */
    boolean isLetters() {
      return folded.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** The word as {@code str.lower()} has it. */
    String lower() {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  /** The words of a text. */
  static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    boolean blanks = false;
    boolean onlyBlanks = true;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (isWord(codePoint)) {
        int end = endOfWord(text, at);
        String word = text.substring(at, end);
        words.add(new Word(word, fold(word), blanks && onlyBlanks && !words.isEmpty()));
        blanks = false;
        onlyBlanks = true;
        at = end;
      } else {
        boolean blank = isBlank(codePoint);
        blanks |= blank;
        onlyBlanks &= blank;
        at += Character.charCount(codePoint);
      }
    }
    return words;
  }

  /** Whether {@code \w} matches. */
  static boolean isWord(int codePoint) {
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
      default -> codePoint == '_';
    };
  }

  /** Whether {@code \s} matches. */
  static boolean isBlank(int codePoint) {
    return (codePoint >= 0x09 && codePoint <= 0x0D)
        || (codePoint >= 0x1C && codePoint <= 0x1F)
        || codePoint == 0x85
        || Character.isSpaceChar(codePoint);
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      if (!isWord(codePoint)) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /** A word such that two match under {@code re.IGNORECASE} when equal; see {@link Word#folded}. */
  static String fold(String word) {
    StringBuilder folded = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      folded.append(fold(word.charAt(i)));
    }
    return folded.toString();
  }

  /** Four characters outside ASCII match an ASCII letter when case is ignored. */
  private static char fold(char character) {
    return switch (character) {
      case '\u0130', '\u0131' -> 'i'; // capital I with dot, small i without dot
      case '\u017F' -> 's'; // long s
      case '\u212A' -> 'k'; // Kelvin sign
      default -> character >= 'A' && character <= 'Z' ? (char) (character - 'A' + 'a') : character;
    };
  }
}
