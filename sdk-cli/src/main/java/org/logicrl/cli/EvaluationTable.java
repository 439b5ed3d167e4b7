package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.Labelled;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.evaluate.Figures;

/**
 * Prints accuracies by difficulty, of one evaluation or of two side by side; and below, where it
 * was measured, memorisation.
 */
final class EvaluationTable {

  private EvaluationTable() {}

  /**
   * Prints a table.
   *
   * @param before null when there is only one evaluation
   */
  static void print(PrintWriter out, @Nullable Evaluation before, Evaluation after) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        before == null
            ? List.of("", "problems", "sampled", "greedy", "reward", "tokens")
            : List.of(
                "",
                "problems",
                "sampled before",
                "after",
                "greedy before",
                "after",
                "tokens before",
                "after"));
    for (int i = 0; i < after.splits().size(); i++) {
      SplitResult now = after.splits().get(i);
      @Nullable SplitResult then = before == null ? null : before.splits().get(i);
      for (int j = 0; j < now.byDifficulty().size(); j++) {
        Labelled labelled = now.byDifficulty().get(j);
        String label = now.split() + ", " + labelled.difficulty();
        rows.add(
            row(
                label,
                then == null ? null : then.byDifficulty().get(j).figures(),
                labelled.figures()));
      }
      if (now.byDifficulty().size() > 1) {
        rows.add(row(now.split() + ", all", then == null ? null : then.all(), now.all()));
      }
    }
    TextColumns.print(out, rows);
    MemorisationTable.print(out, before, after);
  }

  private static List<String> row(String label, @Nullable Figures before, Figures after) {
    String count = Integer.toString(after.problems());
    if (before == null) {
      return List.of(
          label,
          count,
          TextColumns.share(after.accuracy()),
          TextColumns.share(after.greedyAccuracy()),
          TextColumns.number(after.meanReward(), 2),
          TextColumns.number(after.meanTokens(), 0));
    }
    return List.of(
        label,
        count,
        TextColumns.share(before.accuracy()),
        TextColumns.share(after.accuracy()),
        TextColumns.share(before.greedyAccuracy()),
        TextColumns.share(after.greedyAccuracy()),
        TextColumns.number(before.meanTokens(), 0),
        TextColumns.number(after.meanTokens(), 0));
  }
}
