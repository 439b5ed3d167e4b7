package org.logicrl.core.rollout;

import java.io.IOException;
import java.io.Writer;
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
 * Scores completions out of a file: rows with the texts {@code prompt}, {@code response} and {@code
 * answer} get a {@code reward}.
 */
public final class OfflineScorer {

  /** Enough rows that handing them to the threads costs nothing, few enough for any memory. */
  private static final int CHUNK = 4096;

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

    /** Takes the three texts out of a row. */
    public static Row of(long line, Map<String, Object> values) throws BadRowException {
      String prompt = RowReader.text(values, "prompt");
      Problem problem =
          new Problem("row-" + line, prompt, RowReader.text(values, "answer"), "", null);
      Completion completion = new Completion(prompt, "", RowReader.text(values, "response"));
      return new Row(problem, completion, values);
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
