package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;

final class ConfigCommandTest {

  private static final String EXPERIMENT =
      """
      model: {path: model}
      task: {name: knights-and-knaves, people: [2, 3]}
      reward: {name: logic-rl}
      algorithm: {name: grpo}
      rollout: {backend: pytorch}
      learner: {backend: pytorch}
      """;

  private static final String FINE_TUNING =
      """
      task: {name: knights-and-knaves}
      reward: {name: logic-rl}
      rollout: {backend: pytorch}
      learner: {backend: pytorch}
      sft: {output: model, from: other}
      """;

  @TempDir private Path folder;

  @Test
  void showsAConfigurationThatReadsBackTheSame() throws Exception {
    Cli.Result shown = Cli.run("config", "show", file(EXPERIMENT), "--set=seed=7");
    assertThat(shown.code()).isEqualTo(ExitCode.DONE);
    assertThat(shown.out()).contains("seed: 7\n", "  people: [2, 3]\n", "  temperature: 1.0\n");
    assertThat(Cli.run("config", "show", file(shown.out())).out()).isEqualTo(shown.out());
  }

  @Test
  void showsWhereValuesComeFrom() throws Exception {
    Cli.Result shown = Cli.run("config", "show", file(EXPERIMENT), "--origins", "--set=seed=7");
    assertThat(shown.out())
        .containsPattern("seed +7 +--set seed")
        .containsPattern("task.people +\\[2, 3] +.*experiment.yaml:2")
        .containsPattern("training.steps +100 +default");
  }

  @Test
  void knowsAFineTuningConfigurationByItsSection() throws Exception {
    assertThat(Cli.run("config", "show", file(FINE_TUNING)).out()).contains("output: model");
    Cli.Result asTraining = Cli.run("config", "validate", file(FINE_TUNING), "--kind=train");
    assertThat(asTraining.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
  }

  @Test
  void validatesWithoutOutput() throws Exception {
    Cli.Result result = Cli.run("config", "validate", file(EXPERIMENT));
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void reportsEveryError() throws Exception {
    Cli.Result result =
        Cli.run("config", "validate", file(EXPERIMENT), "--set=seeed=1", "--set=task.people=1");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("2 errors", "did you mean seed?", "task.people");
  }

  @Test
  void printsASchemaForEachKind() throws Exception {
    JsonNode train = Json.parse(Cli.run("config", "schema").out());
    JsonNode sft = Json.parse(Cli.run("config", "schema", "--kind=sft").out());
    assertThat(train.path("properties").has("algorithm")).isTrue();
    assertThat(sft.path("properties").has("algorithm")).isFalse();
    assertThat(sft.path("properties").has("sft")).isTrue();
  }

  @Test
  void printsASampleWithTheKeysOfTheChosenParts() throws Exception {
    Cli.Result sample =
        Cli.run(
            "config",
            "sample",
            "--set=task.name=knights-and-knaves",
            "--set=reward.name=logic-rl",
            "--set=algorithm.name=ppo",
            "--set=rollout.backend=pytorch",
            "--set=learner.backend=pytorch");
    assertThat(sample.out()).contains("  people: [3]\n", "path: # must be given\n");
    Path completed = file(sample.out().replace("path: # must be given", "path: model"));
    assertThat(Cli.run("config", "validate", completed).code()).isEqualTo(ExitCode.DONE);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("experiment.yaml"), text);
  }
}
