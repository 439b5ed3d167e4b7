package org.logicrl.tasks.knightsandknaves;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.logicrl.api.task.Verdict;
import org.logicrl.tasks.knightsandknaves.PythonText.Word;

/**
 * Checks an answer against the numbered lines of a solution, exactly as the published reward of
 * Logic-RL does, on any text.
 *
 * <p>That function is written with regular expressions. Of the solution it takes, from each line,
 * the first {@code \b([A-Za-z]+)\b} and the first {@code \b(knight|knave)\b} after it. Of the
 * answer it takes, for each name, the first {@code \bNAME\b\s+is\s+a\s+\b(knight|knave)\b}, after
 * it has made sure that the letters {@code knight} and {@code knave} occur as often as there are
 * names. All patterns match whole words only, so one pass over the words finds them all, in time
 * linear in the text.
 *
 * <p>The published function knows no other words than knight and knave and can read no solution in
 * other {@link RolePair}s; here these work the same way, with {@code is an} beside {@code is a},
 * and without counting what is part of a name.
 */
final class AnswerCheck {

  private AnswerCheck() {}

  /**
   * The verdict on an answer.
   *
   * @param reference the lines of {@link Story#solutionLines}
   */
  static Verdict verify(String reference, String answer) {
    for (RolePair pair : RolePair.values()) {
      Map<String, String> expected = expectedRoles(reference, pair.roles());
      if (!expected.isEmpty()) {
        return verify(expected, pair, answer);
      }
    }
    return Verdict.unparseable("the reference names nobody");
  }

  private static Verdict verify(Map<String, String> expected, RolePair pair, String answer) {
    Roles roles = pair.roles();
    int mentions =
        pair == RolePair.KNIGHT_KNAVE
            ? mentions(answer.toLowerCase(Locale.ROOT), roles)
            : mentionsOutsideNames(answer, roles, expected.keySet());
    if (mentions != expected.size()) {
      return Verdict.unparseable(
          "the answer must say '%s' or '%s' %d times, but does so %d times"
              .formatted(roles.knight(), roles.knave(), expected.size(), mentions));
    }
    Map<String, String> claimed = claimedRoles(answer, pair);
    Optional<String> wrong = Optional.empty();
    for (Map.Entry<String, String> person : expected.entrySet()) {
      String role = claimed.get(PythonText.fold(person.getKey()));
      if (role == null) {
        return Verdict.unparseable(
            "the answer does not say '%s is a ...'".formatted(person.getKey()));
      }
      if (wrong.isEmpty() && !role.equals(person.getValue())) {
        wrong = Optional.of("%s should be a %s".formatted(person.getKey(), person.getValue()));
      }
    }
    return wrong.map(Verdict::wrong).orElseGet(Verdict::correct);
  }

  /** How often words of roles stand in a text, inside words too. */
  private static int mentions(String lower, Roles roles) {
    return count(lower, roles.knight()) + count(lower, roles.knave());
  }

  /** The same without the people's names, as there is a hero in Theron. */
  private static int mentionsOutsideNames(String answer, Roles roles, Set<String> names) {
    Set<String> folded = names.stream().map(PythonText::fold).collect(Collectors.toSet());
    return PythonText.words(answer).stream()
        .filter(word -> !folded.contains(word.folded()))
        .mapToInt(word -> mentions(word.lower(), roles))
        .sum();
  }

  /** The lower-case role of each name, in the order of the lines. */
  private static Map<String, String> expectedRoles(String reference, Roles roles) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String line : reference.split("\n", -1)) {
      List<Word> words = PythonText.words(line);
      int name = 0;
      while (name < words.size() && !words.get(name).isLetters()) {
        name++;
      }
      for (int i = name + 1; i < words.size(); i++) {
        if (isRole(words.get(i), roles)) {
          expected.put(words.get(name).text(), words.get(i).lower());
          break;
        }
      }
    }
    return expected;
  }

  /** The lower-case role that an answer first gives to each word before 'is a', by folded word. */
  private static Map<String, String> claimedRoles(String answer, RolePair pair) {
    List<String> articles = pair == RolePair.KNIGHT_KNAVE ? List.of("a") : List.of("a", "an");
    Map<String, String> claimed = new HashMap<>();
    List<Word> words = PythonText.words(answer);
    for (int i = 3; i < words.size(); i++) {
      Word role = words.get(i);
      Word article = words.get(i - 1);
      Word verb = words.get(i - 2);
      if (isRole(role, pair.roles())
          && articles.contains(article.folded())
          && verb.folded().equals("is")
          && role.afterBlanks()
          && article.afterBlanks()
          && verb.afterBlanks()) {
        claimed.putIfAbsent(words.get(i - 3).folded(), role.lower());
      }
    }
    return claimed;
  }

  private static boolean isRole(Word word, Roles roles) {
    return word.folded().equals(roles.knight()) || word.folded().equals(roles.knave());
  }

  private static int count(String text, String word) {
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      count++;
    }
    return count;
  }
}
