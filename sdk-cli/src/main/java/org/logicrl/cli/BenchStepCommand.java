package org.logicrl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logicrl.core.bench.StepBench;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.train.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the phases of a training step, on a model with random weights. */
@Command(
    name = "step",
    description = "Seconds of each phase of a training step.",
    mixinStandardHelpOptions = true)
final class BenchStepCommand implements Callable<Integer> {

  private static final List<String> EXPERIMENT =
      List.of(
          "task.name=knights-and-knaves",
          "reward.name=logic-rl",
          "algorithm.name=reinforce++",
          "rollout.backend=pytorch",
          "rollout.prompts=4",
          "rollout.completions=8",
          "rollout.maxTokens=128",
          "learner.backend=pytorch");

  private final Interruption interruption;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();
  @Mixin private BenchOptions options = new BenchOptions();

  BenchStepCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog()) {
      StopSignal stop = interruption.listen();
      options.print(
          StepBench.run(
              more -> {
                List<String> own = new ArrayList<>(EXPERIMENT);
                own.addAll(more);
                return assignments.load(own.toArray(String[]::new));
              },
              catalog,
              stop));
      return stop.requested() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
  }
}
