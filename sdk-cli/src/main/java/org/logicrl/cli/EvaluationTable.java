package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * Prints a table. What only the later of two evaluations has, stands there alone.
   *
   * @param before null when there is only one evaluation
   */
  static void print(PrintWriter out, @Nullable Evaluation before, Evaluation after) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        before == null
            ? List.of(
                "",
                "problems",
                "sampled",
                "± se",
                "greedy",
                "pass@" + after.splits().get(0).all().samples(),
                "reward",
                "tokens",
                "cut")
            : List.of(
                "",
                "problems",
                "sampled before",
                "after",
                "greedy before",
                "after",
                "tokens before",
                "after"));
    Map<String, Figures> then = before == null ? Map.of() : rows(before);
    rows(after)
        .forEach(
            (label, figures) ->
                rows.add(
                    before == null ? row(label, figures) : row(label, then.get(label), figures)));
    TextTable.printFigures(out, rows);
    MemorisationTable.print(out, before, after);
  }

  /** The figures of each row, by its label. */
  private static Map<String, Figures> rows(Evaluation evaluation) {
    Map<String, Figures> rows = new LinkedHashMap<>();
    for (SplitResult split : evaluation.splits()) {
      for (Labelled labelled : split.byDifficulty()) {
        rows.put(split.split() + ", " + labelled.difficulty(), labelled.figures());
      }
      if (split.byDifficulty().size() > 1) {
        rows.put(split.split() + ", all", split.all());
      }
    }
    return rows;
  }

  private static List<String> row(String label, Figures after) {
    return List.of(
        label,
        Integer.toString(after.problems()),
        TextTable.share(after.accuracy()),
        TextTable.number(100 * after.standardError(), 1),
        TextTable.share(after.greedyAccuracy()),
        TextTable.share(after.passAtAll()),
        TextTable.number(after.meanReward(), 2),
        TextTable.number(after.meanTokens(), 0),
        TextTable.share(after.truncated()));
  }

  private static List<String> row(String label, @Nullable Figures before, Figures after) {
    return List.of(
        label,
        Integer.toString(after.problems()),
        before == null ? "" : TextTable.share(before.accuracy()),
        TextTable.share(after.accuracy()),
        before == null ? "" : TextTable.share(before.greedyAccuracy()),
        TextTable.share(after.greedyAccuracy()),
        before == null ? "" : TextTable.number(before.meanTokens(), 0),
        TextTable.number(after.meanTokens(), 0));
  }
}
