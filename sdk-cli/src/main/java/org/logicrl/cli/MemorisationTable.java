package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.evaluate.Memorisation;

/** Prints how much of what a model solves it has memorised, one row for each perturbation. */
final class MemorisationTable {

  private MemorisationTable() {}

  /**
   * Prints a table after a blank line; nothing where memorisation was not measured.
   *
   * @param before null when there is only one evaluation
   */
  static void print(PrintWriter out, @Nullable Evaluation before, Evaluation after) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        before == null
            ? List.of("", "problems", "solved", "changed", "consistency", "LiMem")
            : List.of("", "problems", "solved", "changed", "consistency", "LiMem before", "after"));
    for (int i = 0; i < after.splits().size(); i++) {
      SplitResult now = after.splits().get(i);
      for (int j = 0; j < now.memorisation().size(); j++) {
        boolean single = now.byDifficulty().size() == 1;
        if (single && now.memorisation().get(j).difficulty().equals("all")) {
          continue; // the same as the row before
        }
        List<String> row = row(now.split(), now.memorisation().get(j));
        if (before != null) {
          double then = before.splits().get(i).memorisation().get(j).liMem();
          row.add(row.size() - 1, TextColumns.number(then, 3));
        }
        rows.add(row);
      }
    }
    if (rows.size() > 1) {
      out.println();
      TextColumns.print(out, rows);
    }
  }

  private static List<String> row(String split, Memorisation memorisation) {
    return new ArrayList<>(
        List.of(
            split + ", " + memorisation.difficulty() + ", " + memorisation.perturbation(),
            Integer.toString(memorisation.problems()),
            TextColumns.share(memorisation.accuracy()),
            TextColumns.share(memorisation.perturbedAccuracy()),
            TextColumns.number(memorisation.consistencyRatio(), 3),
            TextColumns.number(memorisation.liMem(), 3)));
  }
}
