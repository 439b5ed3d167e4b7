package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that turn out to be impossible when their folder is there, which then goes again. */
final class RefusedRunTest {

  private static final String FINE_TUNING =
      """
      task: {name: knights-and-knaves, people: 2, prompt: bare}
      reward: {name: logic-rl}
      sft:
        from: nowhere
        output: tuned
      learner: {backend: pytorch, threads: 1}
      rollout: {backend: pytorch, threads: 1, maxTokens: 12}
      """;

  @TempDir private Path folder = Path.of("");
  private Path config = Path.of("");

  @BeforeEach
  void makesAModel() throws IOException {
    config = new SmallExperiment(folder).config();
  }

  @Test
  void completionsLongerThanTheModelAreToldWithTheirKey() {
    assertRefused(
        train("--set=rollout.maxTokens=5000"),
        "rollout.maxTokens = 5000  (--set rollout.maxTokens)",
        "but the model has 256");
  }

  @Test
  void completionsTooLongInEvaluationsAloneAreToldWithTheirKey() {
    assertRefused(
        train("--set=evaluation.maxTokens=5000"),
        "evaluation.maxTokens = 5000  (--set evaluation.maxTokens)",
        "but the model has 256");
  }

  @Test
  void aModelFolderThatIsNotCompleteIsToldWithItsKey() throws IOException {
    Files.delete(folder.resolve("model/config.json"));

    assertRefused(train(), "model.path = model", "experiment.yaml:3", "has no config.json");
    assertRefused(
        Cli.run("eval", config), "model.path = model", "experiment.yaml:3", "has no config.json");
  }

  @Test
  void aModelFolderOfAnOptionIsToldAlone() {
    Cli.Result result = Cli.run("eval", config, "--model", folder.resolve("nowhere"));

    assertRefused(result, "nowhere is no folder");
    assertThat(result.err()).doesNotContain("model.path");
  }

  @Test
  void aMissingModelToFineTuneIsToldWithItsKey() throws IOException {
    assertRefused(
        fineTune(FINE_TUNING), "sft.from = nowhere", "sft.yaml:4", "nowhere is no folder");
  }

  private Cli.Result train(String... options) {
    Object[] arguments = new Object[4 + options.length];
    System.arraycopy(new Object[] {"train", config, "--run", run()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Cli.run(arguments);
  }

  private Cli.Result fineTune(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("sft.yaml"), configuration);
    return Cli.run("sft", file, "--run", run());
  }

  private Path run() {
    return folder.resolve("run");
  }

  private void assertRefused(Cli.Result result, String... parts) {
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains(parts).doesNotContain("\tat ");
    assertThat(run()).doesNotExist();
  }
}
