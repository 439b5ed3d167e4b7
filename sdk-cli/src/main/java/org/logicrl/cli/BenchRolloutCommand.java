package org.logicrl.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logicrl.core.bench.ModelBench;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast an engine generates, on a model with random weights. */
@Command(
    name = "rollout",
    description = "Generated tokens per second, the reading of prompts included.",
    mixinStandardHelpOptions = true)
final class BenchRolloutCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();
  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnxruntime",
      description = "The engine; default: ${DEFAULT-VALUE}.")
  private String backend = "";

  @Option(
      names = "--work",
      paramLabel = "small|large",
      defaultValue = "small",
      description =
          "Work to measure by: small is 64 sequences and 4 layers of width 128; large is 32"
              + " sequences and 8 layers of width 512; both with prompts of 178 tokens in groups of"
              + " 8, and 128 new tokens. Default: ${DEFAULT-VALUE}; --set changes it further.")
  private BenchWork work = BenchWork.SMALL;

  @Option(
      names = "--sweep",
      description = {
        "Instead, tokens per second of decoding alone, for more and for longer sequences,",
        "beside what memory and matrix products of this machine allow."
      })
  private boolean sweep;

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog();
        ModelBench bench = bench(catalog)) {
      return sweep ? options.print(bench.sweep()) : options.print(bench.rollout());
    }
  }

  private ModelBench bench(PluginCatalog catalog) throws IOException {
    List<String> own = new ArrayList<>(List.of("learner.backend=" + backend));
    own.addAll(sweep ? work.sweep() : work.rollout());
    return new ModelBench(assignments.load(own.toArray(String[]::new)), catalog);
  }
}
