package org.logicrl.cli;

import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.experiment.LogProbRun;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.RowReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Computes log-probabilities of token sequences out of a file. */
@Command(
    name = "logprobs",
    description = "Score rows {tokens}: adds {logProbs, entropies} of each token but the first.",
    mixinStandardHelpOptions = true)
final class LogProbsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "Model folder.")
  private Path model = Path.of("");

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "pytorch",
      description =
          "The engine; default: ${DEFAULT-VALUE}. Its settings are those of the section learner.")
  private String backend = "";

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "1.0",
      description = "Divides the logits; default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(names = "--in", paramLabel = "FILE", required = true, description = RowFiles.IN)
  private Path in = Path.of("-");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = RowFiles.OUT)
  private Path out = Path.of("-");

  @Override
  public Integer call() throws Exception {
    CommandSpec own = spec;
    if (own != null && !(temperature > 0 && Double.isFinite(temperature))) {
      throw new ParameterException(own.commandLine(), "--temperature must be greater than 0");
    }
    RowFiles.requireDifferent(in, out, own);
    try (PluginCatalog catalog = common.catalog();
        LogProbRun run =
            new LogProbRun(assignments.load("learner.backend=" + backend), catalog, model);
        RowReader<LogProbRun.Row> rows = RowFiles.read(in, run::row);
        Writer scored = RowFiles.write(out)) {
      long done = run.score(rows, scored, temperature, RowProgress.ofSystem(0));
      System.err.printf("%d rows, %d malformed%n", done, rows.malformed());
      return ExitCode.DONE;
    }
  }
}
