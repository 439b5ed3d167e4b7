package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.experiment.FineTuningRun;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunFolder;

/** What a run of supervised fine-tuning prints at its end. */
final class FineTuningReport {

  private FineTuningReport() {}

  /** Prints the result to stdout; returns the exit code. */
  static int print(RunFolder run, FineTuningRun.Result result, boolean json) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Evaluation after = result.after();
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("run", run.path().toString());
      report.put("model", result.model().toString());
      report.put("steps", result.steps());
      report.put("stopped", result.stopped());
      report.put("before", result.before());
      report.put("after", after);
      out.println(Json.line(report));
    } else {
      if (result.stopped()) {
        out.println(
            "stopped after step "
                + result.steps()
                + "; go on with: ./logicrl resume "
                + run.path());
      } else if (after != null) {
        out.println();
        EvaluationTable.print(out, result.before(), after);
        out.println();
      }
      out.println("model: " + result.model());
      out.println("run: " + run.path());
    }
    return result.stopped() ? ExitCode.INTERRUPTED : ExitCode.DONE;
  }
}
