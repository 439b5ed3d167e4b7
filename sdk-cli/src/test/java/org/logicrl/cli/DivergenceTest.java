package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.Json;

/** What happens when gradients are not finite, made by an algorithm that gives such derivatives. */
final class DivergenceTest {

  private static final String BROKEN =
      """
      package org.example;
      import java.util.List;
      import java.util.Map;
      import org.logicrl.api.*;
      import org.logicrl.api.algorithm.*;

      public final class Broken implements Plugin {
        public record Settings(
            @Setting(help = "Losses before the first that is not finite.", defaultValue = "0")
            int sound) {}

        @Override public List<Factory<?, Algorithm>> algorithms() {
          return List.of(
              new Factory<>("broken", "divides by zero", Settings.class, (s, c) -> new Nan(s.sound())));
        }

        static final class Nan implements Algorithm {
          private int sound;
          Nan(int sound) {
            this.sound = sound;
          }
          @Override public Needs needs() {
            return new Needs(false, false, false, 1);
          }
          @Override public Advantages advantages(Experience experience) {
            return new Advantages(new float[experience.spans().total()], null, Map.of());
          }
          @Override public PolicyLoss policyLoss(PolicyBatch batch) {
            float[] gradients = new float[batch.logProbs().length];
            java.util.Arrays.fill(gradients, sound-- > 0 ? 0.01f : Float.NaN);
            return new PolicyLoss(0, gradients, null, Map.of());
          }
        }
      }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void skipsCountsAndReportsStepsAndEndsWithItsOwnExitCode() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    PluginJar.write(folder.resolve("plugins/broken.jar"), "org.example.Broken", BROKEN);
    Path run = folder.resolve("run");
    Cli.Result result =
        Cli.run(
            "train",
            experiment.config(),
            "--run",
            run,
            "--plugins",
            folder.resolve("plugins"),
            "--set=algorithm.name=broken",
            "--set=learner.maxSkippedSteps=3");
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DIVERGED);
    assertThat(result.err()).contains("not finite in 3 steps in a row").contains("learningRate");

    List<String> metrics = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertThat(metrics).hasSize(3);
    assertThat(Json.parse(metrics.get(2)).path("actor/skipped_updates").asInt()).isEqualTo(2);
    // Only the last one, for as long as steps fail the checkpoints of sound weights are kept.
    assertThat(run.resolve("checkpoints/step-000002")).doesNotExist();
    Path checkpoint = run.resolve("checkpoints/step-000003");
    assertThat(
            Files.mismatch(
                checkpoint.resolve("model.safetensors"),
                experiment.folder().resolve("model/model.safetensors")))
        .isEqualTo(-1);
    assertThat(checkpoint.resolve("optimizer.safetensors")).exists();
  }

  /** Nobody knows which of them has the last good weights. */
  @Test
  void theLastCheckpointDrivesNoOtherOut() throws Exception {
    SmallExperiment experiment = new SmallExperiment(folder);
    PluginJar.write(folder.resolve("plugins/broken.jar"), "org.example.Broken", BROKEN);
    Cli.Result result =
        Cli.run(
            "train",
            experiment.config(),
            "--run",
            folder.resolve("run"),
            "--plugins",
            folder.resolve("plugins"),
            "--set=algorithm.name=broken",
            "--set=algorithm.sound=8",
            "--set=learner.maxSkippedSteps=2",
            "--set=training.saveEvery=1",
            "--set=training.keepCheckpoints=1");
    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DIVERGED);
    assertThat(result.err()).contains("2 steps in a row, up to step 4");
    try (Stream<Path> checkpoints = Files.list(folder.resolve("run/checkpoints"))) {
      assertThat(checkpoints.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("step-000002", "step-000004");
    }
  }

  /** The last weight of the model is infinite, and so every gradient from the first step on. */
  @Test
  void fineTuningSkipsCountsAndReportsStepsAndEndsWithTheSameExitCode() throws Exception {
    Path weights = new SmallExperiment(folder).folder().resolve("model/model.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.seek(file.length() - Float.BYTES);
      file.writeInt(Integer.reverseBytes(Float.floatToIntBits(Float.POSITIVE_INFINITY)));
    }
    Path config =
        Files.writeString(
            folder.resolve("sft.yaml"),
            """
            task: {name: knights-and-knaves, people: 2, prompt: bare}
            reward: {name: logic-rl}
            sft: {from: model, steps: 9, batch: 2, saveEvery: 2, output: tuned}
            learner: {backend: pytorch, threads: 1, maxSkippedSteps: 3}
            rollout: {backend: pytorch, threads: 1, maxTokens: 4}
            evaluation: {problems: 0}
            """);
    Path run = folder.resolve("run");

    Cli.Result result = Cli.run("sft", config, "--run", run);

    assertThat(result.code()).describedAs(result.err()).isEqualTo(ExitCode.DIVERGED);
    assertThat(result.err()).contains("not finite in 3 steps in a row").contains("learningRate");
    List<String> metrics = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertThat(metrics).hasSize(3);
    for (String line : metrics) {
      assertThat(Json.parse(line).path("sft/skipped_updates").asInt()).isEqualTo(1);
      assertThat(Json.parse(line).path("sft/grad_norm").isNull()).isTrue();
    }
    assertThat(run.resolve("checkpoints/step-000002")).doesNotExist();
    Path checkpoint = run.resolve("checkpoints/step-000003");
    assertThat(Files.mismatch(checkpoint.resolve("model.safetensors"), weights)).isEqualTo(-1);
    assertThat(checkpoint.resolve("optimizer.safetensors")).exists();
    assertThat(folder.resolve("tuned")).doesNotExist();
  }
}
