package org.logicrl.cli;

import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.experiment.GenerationRun;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.RowReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Completes prompts out of a file. */
@Command(
    name = "generate",
    description = {
      "Complete rows {prompt}, whose text is used as it is:",
      "adds {response, tokens, logProbs, finish}."
    },
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "Model folder.")
  private Path model = Path.of("");

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "pytorch",
      description = "The engine; default: ${DEFAULT-VALUE}.")
  private String backend = "";

  @Option(names = "--in", paramLabel = "FILE", required = true, description = RowFiles.IN)
  private Path in = Path.of("-");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = RowFiles.OUT)
  private Path out = Path.of("-");

  @Override
  public Integer call() throws Exception {
    RowFiles.requireDifferent(in, out, spec);
    try (PluginCatalog catalog = common.catalog();
        GenerationRun run =
            new GenerationRun(
                assignments.load(
                    "rollout.backend=" + backend, "rollout.prompts=64", "rollout.completions=1"),
                catalog,
                model);
        RowReader<GenerationRun.Row> rows = RowFiles.read(in, GenerationRun.Row::of);
        Writer completed = RowFiles.write(out)) {
      long done = run.complete(rows, completed, RowProgress.ofSystem(0));
      System.err.printf("%d rows, %d malformed%n", done, rows.malformed());
      return ExitCode.DONE;
    }
  }
}
