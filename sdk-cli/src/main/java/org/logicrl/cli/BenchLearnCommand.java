package org.logicrl.cli;

import java.util.concurrent.Callable;
import org.logicrl.core.bench.ModelBench;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast an engine learns, on a model with random weights. */
@Command(
    name = "learn",
    description = "Tokens per second through forward pass, backward pass and optimiser step.",
    mixinStandardHelpOptions = true)
final class BenchLearnCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();
  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "pytorch",
      description = "The engine; default: ${DEFAULT-VALUE}.")
  private String backend = "";

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog();
        ModelBench bench =
            new ModelBench(assignments.load("learner.backend=" + backend), catalog)) {
      return options.print(bench.learn());
    }
  }
}
