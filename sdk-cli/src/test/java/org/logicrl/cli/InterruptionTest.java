package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.train.StopSignal;

final class InterruptionTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void theFirstSignalAsksTheLoopToStop() {
    Map<String, Runnable> handlers = new LinkedHashMap<>();
    StopSignal stop = new Interruption(handlers::put).listen();
    assertThat(handlers).containsOnlyKeys("INT", "TERM", "HUP");
    assertThat(stop.requested()).isFalse();
    handlers.values().iterator().next().run();
    assertThat(stop.requested()).isTrue();
  }

  @Test
  void aCommandThatCannotStopCleanlyLeavesTheSignalsToTheJvm() throws Exception {
    Map<String, Runnable> handlers = new LinkedHashMap<>();
    SmallExperiment experiment = new SmallExperiment(folder);
    Cli.Result result = Cli.run(new Interruption(handlers::put), "", "eval", experiment.config());
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(handlers).isEmpty();
  }

  @Test
  void anInterruptedRunResumesToWhatAnUninterruptedOneGives() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    String[] longer = {"training.steps=60", "training.rolloutsEvery=0", "training.saveEvery=0"};
    try (ForkedCli train = train(experiment, longer)) {
      train.awaitMessage("step 1/60");
      train.interrupt();
      assertThat(train.code()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(train.err())
          .contains("learner: ", "rollout: ", "stopping after this step; again to kill");
    }
    assertThat(experiment.metrics("run")).hasSizeBetween(1, 59);

    Cli.Result resumed = Cli.run("resume", folder.resolve("run"));
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertThat(resumed.err()).contains("learner: ", "rollout: ");
    experiment.train("straight", 0, longer);
    assertThat(experiment.metrics("run")).isEqualTo(experiment.metrics("straight")).hasSize(60);
  }

  @Test
  void aRunThatIsInterruptedBeforeItsFirstStepSaysHowToGoOn() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    Path run = folder.resolve("run");
    Interruption atOnce =
        new Interruption(
            (name, handler) -> {
              if (name.equals("INT")) {
                handler.run();
              }
            });
    Cli.Result result = Cli.run(atOnce, "", "train", experiment.config(), "--run", run);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(result.out()).contains("stopped after step 0; go on with: ./logicrl resume " + run);

    Cli.Result resumed = Cli.run("resume", run);
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertThat(experiment.metrics("run")).hasSize(4);
  }

  @Test
  void aSecondSignalKills() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    try (ForkedCli train = train(experiment, "rollout.prompts=4000")) {
      train.awaitMessage("after 0 steps, out-of-distribution");
      train.interrupt();
      train.awaitMessage("stopping");
      train.interrupt();
      assertThat(train.code()).isEqualTo(ExitCode.INTERRUPTED);
    }
    assertThat(folder.resolve("run/checkpoints")).doesNotExist();
  }

  private ForkedCli train(SmallExperiment experiment, String... assignments) throws Exception {
    Object[] arguments = new Object[4 + assignments.length];
    arguments[0] = "train";
    arguments[1] = experiment.config();
    arguments[2] = "--run";
    arguments[3] = folder.resolve("run");
    for (int i = 0; i < assignments.length; i++) {
      arguments[4 + i] = "--set=" + assignments[i];
    }
    return ForkedCli.start(folder, arguments);
  }
}
