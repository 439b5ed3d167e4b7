package org.logicrl.backends.checkpoint.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Python's string functions, where Java's differ. */
final class PythonText {

  private PythonText() {}

  /** Unicode white space, the separators U+001C to U+001F included. */
  static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == 0x85;
  }

  /**
   * Takes characters from the ends.
   *
   * @param characters those to take, or None for white space
   */
  static String strip(String text, Object characters, boolean left, boolean right) {
    IntPredicate taken =
        characters instanceof None
            ? PythonText::isSpace
            : codePoint -> Values.requireText(characters).indexOf(codePoint) >= 0;
    int start = 0;
    int end = text.length();
    while (left && start < end && taken.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && taken.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /**
   * Cuts at a separator, or at runs of white space where it is None.
   *
   * @param limit the greatest number of cuts; negative for no limit
   */
  static List<Object> split(String text, Object separator, long limit) {
    List<Object> parts = new ArrayList<>();
    if (separator instanceof None) {
      String rest = strip(text, None.NONE, true, false);
      while (!rest.isEmpty() && (limit < 0 || parts.size() < limit)) {
        int end = 0;
        while (end < rest.length() && !isSpace(rest.codePointAt(end))) {
          end += Character.charCount(rest.codePointAt(end));
        }
        parts.add(rest.substring(0, end));
        rest = strip(rest.substring(end), None.NONE, true, false);
      }
      if (!rest.isEmpty()) {
        parts.add(rest);
      }
      return parts;
    }
    String mark = Values.requireText(separator);
    if (mark.isEmpty()) {
      throw new TemplateException("split needs a separator that is not empty");
    }
    int start = 0;
    int next = text.indexOf(mark);
    while (next >= 0 && (limit < 0 || parts.size() < limit)) {
      parts.add(text.substring(start, next));
      start = next + mark.length();
      next = text.indexOf(mark, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT)
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  /** A string literal of JSON, with only the escapes that Python's json.dumps writes. */
  static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int special = "\"\\\n\r\t\f\b".indexOf(c);
      if (special >= 0) {
        out.append('\\').append("\"\\nrtfb".charAt(special));
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** Whether a text starts, or ends, with one of some affixes. */
  static boolean hasAffix(String text, Object affix, boolean start) {
    List<Object> affixes = affix instanceof List ? Values.elements(affix) : Arrays.asList(affix);
    return affixes.stream()
        .map(Values::requireText)
        .anyMatch(one -> start ? text.startsWith(one) : text.endsWith(one));
  }
}
