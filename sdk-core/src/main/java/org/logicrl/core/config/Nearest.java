package org.logicrl.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a misspelt name may have meant. */
public final class Nearest {

  private static final int MOST = 3;
  private static final int SHORTEST_BEGINNING = 3;

  private Nearest() {}

  /**
   * The known names close to a given one, best first, at most three.
   *
   * <p>Close is a Damerau-Levenshtein distance (optimal string alignment) of at most two, or a
   * third of the given name's length if that is more. A name that begins with the given one, of
   * three characters or more, is close however long it is. Case does not count.
   */
  public static List<String> of(String given, Collection<String> known) {
    int limit = Math.max(2, given.length() / 3);
    String wanted = given.toLowerCase(Locale.ROOT);
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(
            candidate ->
                isBeginning(wanted, candidate.name)
                    // A distance of the whole length would "correct" ab into xy.
                    || (candidate.distance <= limit
                        && candidate.distance < candidate.name.length()))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  private static boolean isBeginning(String wanted, String name) {
    return wanted.length() >= SHORTEST_BEGINNING
        && name.toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  /**
   * The number of insertions, deletions, substitutions and swaps of neighbours that turn one text
   * into the other, no part being edited twice.
   */
  static int distance(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(
                distance[i - 1][j - 1] + cost,
                Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, distance[i - 2][j - 2] + 1);
        }
        distance[i][j] = best;
      }
    }
    return distance[a.length()][b.length()];
  }
}
