package org.logicrl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logicrl.core.bench.StepBench;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.train.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the phases of a training step, on a model with random weights. */
@Command(
    name = "step",
    description =
        "Seconds of each phase of a training step, of rollout, reward, reference and update.",
    mixinStandardHelpOptions = true)
final class BenchStepCommand implements Callable<Integer> {

  private static final String PUZZLES = "knights-and-knaves";

  /**
   * Makes prompts about as long as those of {@code bench rollout}. Worked solutions, which are only
   * there for the vocabulary, would try thousands of assignments each.
   */
  private static final List<String> PUZZLE_LENGTH =
      List.of("task.prompt=bare", "task.people=[10, 11]", "task.chainOfThought=none");

  private static final List<String> EXPERIMENT =
      List.of(
          "reward.name=logic-rl",
          "algorithm.name=grpo",
          "rollout.backend=onnxruntime",
          "learner.backend=pytorch",
          "reference.backend=onnxruntime");

  private final Interruption interruption;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();
  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = PUZZLES,
      description = "The task; default: ${DEFAULT-VALUE}.")
  private String task = PUZZLES;

  @Option(
      names = "--work",
      paramLabel = "small|large",
      defaultValue = "small",
      description =
          "Work to measure by: small is 8 prompts and 4 layers of width 128; large is 4 prompts and"
              + " 8 layers of width 512; both with 8 completions of 128 tokens. Default:"
              + " ${DEFAULT-VALUE}; --set changes it further.")
  private BenchWork work = BenchWork.SMALL;

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
                own.addAll(work.step());
                own.add("task.name=" + task);
                if (task.equals(PUZZLES)) {
                  own.addAll(PUZZLE_LENGTH);
                }
                own.addAll(more);
                return assignments.load(own.toArray(String[]::new));
              },
              catalog,
              stop));
      return stop.requested() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
  }
}
