package org.logicrl.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.bench.Figure;
import org.logicrl.core.bench.ModelBench;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast an engine learns, on a model with random weights. */
@Command(
    name = "learn",
    description = {
      "Tokens per second through forward pass, backward pass and optimiser step,",
      "and how much of what the machine can multiply that is."
    },
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

  @Option(
      names = "--work",
      paramLabel = "small|large",
      description =
          "Work to measure by: small is 32 sequences of 192 tokens and 4 layers of width 128; large"
              + " is 4 of 512 and 8 of width 512. --set changes it further.")
  private @Nullable BenchWork work;

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog()) {
      List<Figure> figures = new ArrayList<>(learn(catalog, "learned", List.of()));
      boolean shares =
          catalog.describe(backend).stream()
              .flatMap(offer -> offer.keys().stream())
              .anyMatch(key -> key.key().equals("sharedPrompts"));
      if (shares && work == null) {
        for (boolean share : new boolean[] {true, false}) {
          String name = share ? "learned, prompts shared" : "learned, prompts apart";
          figures.add(learn(catalog, name, List.of("learner.sharedPrompts=" + share)).get(0));
        }
      }
      return options.print(figures);
    }
  }

  private List<Figure> learn(PluginCatalog catalog, String name, List<String> more)
      throws IOException {
    List<String> own = new ArrayList<>(List.of("learner.backend=" + backend));
    if (work != null) {
      own.addAll(work.learning());
    }
    own.addAll(more);
    try (ModelBench bench = new ModelBench(assignments.load(own.toArray(String[]::new)), catalog)) {
      return bench.learn(name);
    }
  }
}
