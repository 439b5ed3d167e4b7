package org.logicrl.rewards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits text into words: maximal runs of letters, marks and digits, in lower case. An ideograph or
 * a kana is a word of its own, as these scripts put no blanks between words.
 */
final class Words {

  private Words() {}

  /** The words of a text, in order. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean alone = standsAlone(c);
      if (alone || !belongsToWord(c)) {
        add(words, text, start, at);
        add(words, text, alone ? at : -1, next);
        start = -1;
      } else if (start < 0) {
        start = at;
      }
      at = next;
    }
    add(words, text, start, at);
    return words;
  }

  private static void add(List<String> words, String text, int start, int end) {
    if (start >= 0) {
      words.add(text.substring(start, end).toLowerCase(Locale.ROOT));
    }
  }

  private static boolean belongsToWord(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.LETTER_NUMBER,
              Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  private static boolean standsAlone(int c) {
    if (c < 0x2E80) {
      return false;
    }
    if (Character.isIdeographic(c)) {
      return true;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
  }
}
