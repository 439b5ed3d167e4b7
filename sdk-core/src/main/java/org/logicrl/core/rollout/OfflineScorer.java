package org.logicrl.core.rollout;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Problem;
import org.logicrl.core.run.BadRowException;
import org.logicrl.core.run.PythonJson;
import org.logicrl.core.run.RowReader;

/**
 * Scores completions out of a file: rows with the texts {@code prompt} and {@code response} and the
 * text or number {@code answer} get a {@code reward}.
 */
public final class OfflineScorer {

  /** Enough rows that handing them to the threads costs nothing, few enough for any memory. */
  private static final int CHUNK = 4096;

  /** A number that needs more digits than this keeps its exponent. */
  private static final int MOST_ZEROS = 400;

  private final Grader grader;

  /** A scorer that uses a grader's task, rule and threads. */
  public OfflineScorer(Grader grader) {
    this.grader = grader;
  }

  /**
   * A row to score.
   *
   * @param values everything that the row held
   */
  public record Row(Problem problem, Completion completion, Map<String, Object> values) {

    /** Takes the three texts out of a row; the answer may be a number. */
    public static Row of(long line, Map<String, Object> values) throws BadRowException {
      String prompt = RowReader.text(values, "prompt");
      Problem problem = new Problem("row-" + line, prompt, answer(values), "", null);
      Completion completion = new Completion(prompt, "", RowReader.text(values, "response"));
      return new Row(problem, completion, values);
    }

    private static String answer(Map<String, Object> values) throws BadRowException {
      if (!(values.get("answer") instanceof Number number)) {
        return RowReader.text(values, "answer");
      }
      BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
      return Math.abs((long) decimal.scale()) > MOST_ZEROS
          ? number.toString()
          : decimal.toPlainString();
    }
  }

  /**
   * What came out.
   *
   * @param rows the number of scored rows
   * @param malformed the number of rows that could not be used
   * @param meanReward of the scored rows; NaN when there are none
   * @param outcomes how many rows had each outcome
   */
  public record Result(long rows, long malformed, double meanReward, Map<Outcome, Long> outcomes) {}

  /**
   * Scores all rows.
   *
   * @param out gets the rows that could be used, in order
   * @param progress hears how many have been scored so far
   */
  public Result score(RowReader<Row> in, Writer out, LongConsumer progress) throws IOException {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    long count = 0;
    double sum = 0;
    for (List<Row> rows = in.next(CHUNK); !rows.isEmpty(); rows = in.next(CHUNK)) {
      List<Reward> rewards =
          grader.grade(
              rows.stream().map(Row::problem).toList(),
              rows.stream().map(Row::completion).toList());
      for (String line : lines(rows, rewards)) {
        out.write(line);
      }
      for (Reward reward : rewards) {
        sum += reward.total();
        outcomes.merge(reward.verdict().outcome(), 1L, Long::sum);
      }
      count += rows.size();
      progress.accept(count);
    }
    return new Result(count, in.malformed(), sum / count, outcomes);
  }

  private static List<String> lines(List<Row> rows, List<Reward> rewards) {
    return IntStream.range(0, rows.size())
        .parallel()
        .mapToObj(
            i -> {
              Map<String, Object> row = new LinkedHashMap<>(rows.get(i).values());
              row.put("reward", RewardRow.of(rewards.get(i)));
              return PythonJson.line(row) + "\n";
            })
        .toList();
  }
}
