package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.evaluate.Memorisation;

/** Prints how much of what a model solves it has memorised, one row for each perturbation. */
final class MemorisationTable {

  private MemorisationTable() {}

  /**
   * Prints a table after a blank line; nothing where memorisation was not measured. What only the
   * later of two evaluations has, stands there alone.
   *
   * @param before null when there is only one evaluation
   */
  static void print(PrintWriter out, @Nullable Evaluation before, Evaluation after) {
    Map<String, Memorisation> now = rows(after);
    if (now.isEmpty()) {
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(
        before == null
            ? List.of("", "problems", "solved", "changed", "consistency", "LiMem")
            : List.of("", "problems", "solved", "changed", "consistency", "LiMem before", "after"));
    Map<String, Memorisation> then = before == null ? Map.of() : rows(before);
    now.forEach(
        (label, memorisation) -> {
          List<String> row = row(label, memorisation);
          if (before != null) {
            Memorisation earlier = then.get(label);
            row.add(row.size() - 1, earlier == null ? "" : TextTable.number(earlier.liMem(), 3));
          }
          table.add(row);
        });
    out.println();
    TextTable.printFigures(out, table);
  }

  /** The figures of each row, by its label. */
  private static Map<String, Memorisation> rows(Evaluation evaluation) {
    Map<String, Memorisation> rows = new LinkedHashMap<>();
    for (SplitResult split : evaluation.splits()) {
      for (Memorisation one : split.memorisation()) {
        // The sum of a single difficulty would say the same twice.
        if (split.byDifficulty().size() > 1 || !one.difficulty().equals(Memorisation.ALL)) {
          rows.put(split.split() + ", " + one.difficulty() + ", " + one.perturbation(), one);
        }
      }
    }
    return rows;
  }

  private static List<String> row(String label, Memorisation memorisation) {
    return new ArrayList<>(
        List.of(
            label,
            Integer.toString(memorisation.problems()),
            TextTable.share(memorisation.accuracy()),
            TextTable.share(memorisation.perturbedAccuracy()),
            TextTable.number(memorisation.consistencyRatio(), 3),
            TextTable.number(memorisation.liMem(), 3)));
  }
}
