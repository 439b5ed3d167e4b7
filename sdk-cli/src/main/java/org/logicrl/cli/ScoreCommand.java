package org.logicrl.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.task.Outcome;
import org.logicrl.core.experiment.Parts;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.OfflineScorer;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RowReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores completions out of a file. */
@Command(
    name = "score",
    description = {
      "Score rows {prompt, response, answer}:",
      "adds {reward: {total, components, verdict, reason}}."
    },
    mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      required = true,
      description = "The task that knows what a right answer is.")
  private String task = "";

  @Option(
      names = "--reward",
      paramLabel = "RULE",
      required = true,
      description = "The reward rule, such as logic-rl.")
  private String reward = "";

  @Option(names = "--in", paramLabel = "FILE", required = true, description = RowFiles.IN)
  private Path in = Path.of("-");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = RowFiles.OUT)
  private Path out = Path.of("-");

  @Option(names = "--json", description = "Print the summary to stdout, as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    CommandSpec own = spec;
    if (own != null && json && RowFiles.isStandard(out)) {
      throw new ParameterException(
          own.commandLine(), "--json and --out - would both print to stdout: choose a file");
    }
    RowFiles.requireDifferent(in, out, own);
    try (PluginCatalog catalog = common.catalog();
        Grader grader =
            Parts.scoring(assignments.load("task.name=" + task, "reward.name=" + reward), catalog)
                .grader();
        RowReader<OfflineScorer.Row> rows = RowFiles.read(in, OfflineScorer.Row::of);
        Writer scored = RowFiles.write(out)) {
      OfflineScorer.Result result =
          new OfflineScorer(grader).score(rows, scored, RowProgress.ofSystem(0));
      report(result);
      return failedThroughout(result) ? ExitCode.FAILURE : ExitCode.DONE;
    }
  }

  /** Such a file looks like a result, but says nothing about the responses. */
  private boolean failedThroughout(OfflineScorer.Result result) {
    if (result.rows() == 0 || result.outcomes().getOrDefault(Outcome.ERROR, 0L) < result.rows()) {
      return false;
    }
    System.err.printf(
        "the reward rule %s failed on every row, so no row has a score: the warnings above and"
            + " each row's reason say why%n",
        reward);
    return true;
  }

  private void report(OfflineScorer.Result result) {
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("rows", result.rows());
      report.put("malformed", result.malformed());
      report.put("meanReward", result.rows() == 0 ? null : result.meanReward());
      Map<String, Object> outcomes = new LinkedHashMap<>();
      result.outcomes().forEach((outcome, count) -> outcomes.put(outcome.label(), count));
      report.put("outcomes", outcomes);
      PrintWriter stdout = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      stdout.println(Json.line(report));
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%d rows, %d malformed", result.rows(), result.malformed()));
    if (result.rows() > 0) {
      text.append(String.format(Locale.ROOT, ", mean reward %.4f", result.meanReward()));
    }
    result
        .outcomes()
        .forEach(
            (outcome, count) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        ", %s %.1f %%",
                        outcome.label(),
                        100.0 * count / result.rows())));
    System.err.println(text);
  }
}
