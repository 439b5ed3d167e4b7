package org.logicrl.core.rollout;

import java.io.IOException;
import java.io.Writer;
import java.util.function.LongConsumer;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.run.PythonJson;

/** Some problems of a task, to be written as JSON lines. */
public final class ProblemRows {

  private final Task task;
  private final ProblemSet problems;
  private final long from;
  private final long count;

  /**
   * The problems at the indices {@code from .. from + count - 1} of a split.
   *
   * @throws UnusableSettingsException when the split has fewer indices
   */
  public ProblemRows(Task task, Split split, long from, long count) {
    this.task = task;
    this.problems = task.problems(split);
    this.from = from;
    this.count = count;
    if (from > problems.size() || count > problems.size() - from) {
      throw new UnusableSettingsException(
          ("the split %s has %d problems, but %d were asked for from number %d on;"
                  + " ask for fewer, or give the task a larger split")
              .formatted(split.label(), problems.size(), count, from));
    }
  }

  /**
   * Writes the rows; an index without a problem leaves none.
   *
   * @param progress hears how many indices have been passed so far
   * @return the number of rows
   */
  public long write(Writer out, LongConsumer progress) throws IOException {
    long rows = 0;
    for (long i = 0; i < count; i++) {
      if (problems.has(from + i)) {
        out.write(PythonJson.line(task.row(problems.get(from + i))));
        out.write('\n');
        rows++;
      }
      progress.accept(i + 1);
    }
    return rows;
  }
}
