package org.logicrl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.Labelled;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.evaluate.Figures;

/** Prints accuracies by difficulty, of one evaluation or of two side by side. */
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
    print(out, rows);
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
        share(after.accuracy()),
        number(100 * after.standardError(), 1),
        share(after.greedyAccuracy()),
        share(after.passAtAll()),
        number(after.meanReward(), 2),
        number(after.meanTokens(), 0),
        share(after.truncated()));
  }

  private static List<String> row(String label, @Nullable Figures before, Figures after) {
    return List.of(
        label,
        Integer.toString(after.problems()),
        before == null ? "" : share(before.accuracy()),
        share(after.accuracy()),
        before == null ? "" : share(before.greedyAccuracy()),
        share(after.greedyAccuracy()),
        before == null ? "" : number(before.meanTokens(), 0),
        number(after.meanTokens(), 0));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static void print(PrintWriter out, List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
