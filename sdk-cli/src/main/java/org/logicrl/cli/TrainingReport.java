package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.train.Trainer;

/** What a training run prints at its end. */
final class TrainingReport {

  private TrainingReport() {}

  /** Prints the result to stdout; returns the exit code. */
  static int print(RunFolder run, Trainer.Result result, boolean json) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("run", run.path().toString());
      report.put("steps", result.steps());
      report.put("stopped", result.stopped());
      report.put("before", result.before());
      report.put("after", result.after());
      out.println(Json.line(report));
    } else {
      Evaluation after = result.after();
      if (after != null) {
        out.println();
        EvaluationTable.print(out, result.before(), after);
        out.println();
      }
      if (result.stopped()) {
        out.println(
            "stopped after step %d; go on with: ./logicrl resume %s"
                .formatted(result.steps(), run.path()));
      }
      out.println("run: " + run.path());
    }
    return result.stopped() ? ExitCode.INTERRUPTED : ExitCode.DONE;
  }
}
