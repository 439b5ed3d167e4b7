package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.experiment.EvaluationRun;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.Evaluating;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates a model with the task, reward and generator of an experiment. */
@Command(
    name = "eval",
    description = "Accuracy by difficulty, mean reward, length and pass@k of a model.",
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The model folder; default: model.path of the configuration.")
  private @Nullable Path model;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog()) {
      Evaluating sections = Sections.evaluating(config.load(), model, catalog);
      Path folder = sections.model();
      Evaluation evaluation = EvaluationRun.evaluate(sections, ConsoleProgress.ofSystem(1));
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      if (json) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("model", folder.toString());
        report.put("splits", evaluation.splits());
        out.println(Json.line(report));
      } else {
        EvaluationTable.print(out, null, evaluation);
      }
      return ExitCode.DONE;
    }
  }
}
