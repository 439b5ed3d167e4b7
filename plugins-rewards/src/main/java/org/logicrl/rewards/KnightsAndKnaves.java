package org.logicrl.rewards;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads roles out of text as the published Knights and Knaves evaluation does, by hand-written
 * scanners that stand for Python expressions and take linear time where those take quadratic time.
 *
 * <p>All matching ignores case in Python's sense ({@link PythonText#fold}).
 */
final class KnightsAndKnaves {

  private static final String KNIGHT = "knight";
  private static final String KNAVE = "knave";

  private KnightsAndKnaves() {}

  /**
   * The people of a solution and their roles, {@code knight} or {@code knave}, in the order of its
   * lines. Of each line the first match of {@code \b([A-Za-z]+)\b.*?\b(knight|knave)\b} counts;
   * lines without one are passed over, and a name that comes again takes the later role.
   */
  static Map<String, String> solution(String text) {
    Map<String, String> roles = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      readLine(line, roles);
    }
    return roles;
  }

  private static void readLine(String line, Map<String, String> roles) {
    int at = 0;
    while (at < line.length()) {
      int start = at;
      while (at < line.length() && PythonText.isLetterIgnoringCase(line.charAt(at))) {
        at++;
      }
      boolean isName =
          at > start && PythonText.isBoundary(line, start) && PythonText.isBoundary(line, at);
      if (isName) {
        Role role = nextRole(line, at);
        if (role != null) {
          roles.put(line.substring(start, at), role.name());
        }
        // Where no role stands behind this name, none stands behind a later one.
        return;
      }
      at = Math.max(at, start + 1);
    }
  }

  /**
   * The role of a person in an answer: the first match of {@code \bNAME\b.*?\b(knight|knave)\b}, in
   * which {@code .} does not match a newline. Null when there is none.
   */
  static @Nullable String role(String answer, String name) {
    @Nullable Role role = null;
    int at = indexOfWord(answer, name, 0);
    while (at >= 0) {
      int nameEnd = at + name.length();
      if (role == null || role.start() < nameEnd) {
        role = nextRole(answer, nameEnd);
        if (role == null) {
          return null;
        }
      }
      int newline = answer.indexOf('\n', nameEnd);
      if (newline < 0 || newline > role.start()) {
        return role.name();
      }
      // A name before this newline meets the same newline before the same role.
      at = indexOfWord(answer, name, newline + 1);
    }
    return null;
  }

  private static @Nullable Role nextRole(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (PythonText.fold(text.charAt(at)) == 'k') {
        if (isWordAt(text, KNIGHT, at)) {
          return Role.of(text, at, KNIGHT.length());
        }
        if (isWordAt(text, KNAVE, at)) {
          return Role.of(text, at, KNAVE.length());
        }
      }
    }
    return null;
  }

  private static int indexOfWord(String text, String word, int from) {
    for (int at = from; at + word.length() <= text.length(); at++) {
      if (isWordAt(text, word, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isWordAt(String text, String word, int at) {
    if (at + word.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (PythonText.fold(text.charAt(at + i)) != PythonText.fold(word.charAt(i))) {
        return false;
      }
    }
    return PythonText.isBoundary(text, at) && PythonText.isBoundary(text, at + word.length());
  }

  /**
   * A role as it stands in a text.
   *
   * @param name the matched text in lower case; not {@code knight} where it was matched by a
   *     Turkish i, so that it then equals no role, as in the published code
   */
  private record Role(String name, int start) {
    static Role of(String text, int start, int length) {
      return new Role(text.substring(start, start + length).toLowerCase(Locale.ROOT), start);
    }
  }
}
