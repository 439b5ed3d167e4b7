package org.logicrl.tasks.math;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file, to find some of them by name.
 *
 * @param names in the order of the file
 */
record Columns(Path path, List<String> names) {

  /**
   * A column.
   *
   * @param setting the key of the configuration that names it
   * @param wanted what that key says; null takes the first of some usual names that is there
   * @throws IllegalArgumentException when there is no such column
   */
  String find(String setting, @Nullable String wanted, List<String> usual) {
    List<String> accepted = wanted == null ? usual : List.of(wanted);
    for (String name : accepted) {
      if (names.contains(name)) {
        return name;
      }
    }
    throw new IllegalArgumentException(
        "%s has no column %s; it has %s; did you mean '%s'? Set task.%s to the column's name"
            .formatted(
                path, String.join(" or ", accepted), names, nearest(accepted.get(0)), setting));
  }

  private String nearest(String wanted) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(lower(wanted), lower(name))))
        .orElse("");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      int diagonal = i - 1;
      for (int j = 0; j <= b.length(); j++) {
        int above = row[j];
        if (i == 0 || j == 0) {
          row[j] = i + j;
        } else {
          int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        }
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
