package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.files.Hashes;
import org.logicrl.core.run.Json;

/** A puzzle from outside the SDK: a jar dropped into a folder, chosen by its name. */
final class CustomPluginTest {

  private static final String SFT =
      """
      task: {name: countdown, numbers: [2], greatest: 9, wrongTries: 0}
      reward: {name: logic-rl}
      sft:
        shape: {hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, intermediateSize: 32, maxPositions: 256}
        steps: 2
        batch: 4
        output: model
      learner: {backend: pytorch, learningRate: 1e-3}
      rollout: {backend: pytorch, maxTokens: 8}
      evaluation: {problems: 2, outOfDistribution: 2, samples: 1}
      """;

  private static final String EXPERIMENT =
      """
      model: {path: model}
      task: {name: knights-and-knaves}
      reward: {name: logic-rl}
      algorithm: {name: reinforce++}
      rollout: {backend: pytorch, prompts: 2, completions: 2, maxTokens: 8}
      learner: {backend: pytorch}
      training: {steps: 2, rolloutsEvery: 1}
      evaluation: {problems: 2, outOfDistribution: 2, samples: 1}
      """;

  private static final String JAR = "plugins/countdown/countdown-1.0.0.jar";

  @TempDir private static Path folder;

  @BeforeAll
  static void makesAModelForThePuzzle() throws Exception {
    PluginJar.ofProject(folder.resolve(JAR), CountdownExample.folder());
    Path file = Files.writeString(folder.resolve("sft.yaml"), SFT);
    Cli.Result result = run("sft", file, "--run", folder.resolve("sft"));
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void trainsOnThePuzzleByItsName() throws Exception {
    Path run = folder.resolve("run");
    Cli.Result result = train(run);
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DONE);
    List<String> metrics = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertThat(metrics).hasSize(2);
    assertThat(Json.parse(metrics.get(1)).path("actor/grad_norm").isNumber()).isTrue();
    assertThat(Files.readString(run.resolve("rollouts/step-000002.jsonl"))).contains("Reach ");
    assertThat(result.out()).contains("run: " + run);
  }

  @Test
  void recordsTheJarThatItUsed() throws Exception {
    Path run = folder.resolve("recorded");
    assertThat(train(run).code()).isEqualTo(ExitCode.DONE);
    Path jar = folder.resolve(JAR);
    JsonNode plugins = Json.read(run.resolve("run.json")).path("plugins");
    assertThat(plugins)
        .anySatisfy(
            plugin -> {
              assertThat(plugin.path("class").asText())
                  .isEqualTo("com.example.countdown.CountdownPlugin");
              assertThat(plugin.path("files").path(jar.toString()).asText())
                  .isEqualTo(Hashes.sha256(jar));
            });
  }

  @Test
  void saysWhenCompletionsAreLongerThanTheModel() throws Exception {
    Cli.Result result = train(folder.resolve("long"), "--set=rollout.maxTokens=256");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .contains(
            "rollout.maxTokens = 256  (--set rollout.maxTokens)",
            "maxTokens (256)",
            "the model has 256")
        .doesNotContain("\tat ");
  }

  @Test
  void saysWhenTheAlgorithmNeedsLargerGroups() throws Exception {
    Cli.Result result =
        train(folder.resolve("groups"), "--set=algorithm.name=grpo", "--set=rollout.completions=1");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err())
        .contains(
            "rollout.completions = 1  (--set rollout.completions)", "than grpo needs", "2 or more")
        .doesNotContain("\tat ");
  }

  @Test
  void saysWhenASplitToEvaluateOnIsEmpty() throws Exception {
    Cli.Result result =
        train(
            folder.resolve("split"),
            "--set=task.name=knights-and-knaves",
            "--set=task.source=published",
            "--set=evaluation.split=validation");
    assertThat(result.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(result.err()).contains("evaluation.split is validation");
  }

  private static Cli.Result train(Path run, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
    Object[] arguments = new Object[5 + options.length];
    arguments[0] = "train";
    arguments[1] = file;
    arguments[2] = "--run";
    arguments[3] = run;
    arguments[4] = "--set=task.name=countdown";
    System.arraycopy(options, 0, arguments, 5, options.length);
    return run(arguments);
  }

  private static Cli.Result run(Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--plugins";
    all[arguments.length + 1] = folder.resolve("plugins");
    return Cli.run(all);
  }
}
