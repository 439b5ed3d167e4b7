package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.core.run.RunException;

final class ResumeTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"reinforce++", "grpo", "ppo"})
  void stoppingAndResumingChangesNothing(String algorithm) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    String choice = "algorithm.name=" + algorithm;
    experiment.train("straight", 0, choice);
    assertThat(experiment.train("broken", 3, choice).stopped()).isTrue();
    experiment.resume("broken");

    assertThat(experiment.metrics("broken")).isEqualTo(experiment.metrics("straight")).hasSize(4);
    for (String file : List.of("evaluations.jsonl", "rollouts", "checkpoints/step-000004")) {
      assertSameFiles(
          folder.resolve("straight").resolve(file), folder.resolve("broken").resolve(file));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learner.lora={rank: 2, alpha: 4, targets: [q_proj, down_proj]}",
        "learner.precision=bf16",
        "learner.recompute=true",
        "learner.sharedPrompts=true"
      })
  void resumingIsExactInEveryWayOfLearning(String setting) throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0, "algorithm.name=grpo", setting);
    experiment.train("broken", 2, "algorithm.name=grpo", setting);
    experiment.resume("broken");

    assertThat(experiment.metrics("broken")).isEqualTo(experiment.metrics("straight")).hasSize(4);
    assertSameFiles(
        folder.resolve("straight/checkpoints/step-000004"),
        folder.resolve("broken/checkpoints/step-000004"));
  }

  @Test
  void whatWasWrittenAfterTheCheckpointIsWrittenAgain() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("straight", 0);
    experiment.train("killed", 3);
    // As if the process had been killed in step 4, after its checkpoint of step 2.
    Path checkpoints = folder.resolve("killed/checkpoints");
    Files.delete(checkpoints.resolve("step-000003/model.safetensors"));
    Files.writeString(
        folder.resolve("killed/metrics.jsonl"),
        Files.readString(folder.resolve("killed/metrics.jsonl")) + "{\"step\": 4, \"trunc");
    experiment.resume("killed");

    assertThat(experiment.metrics("killed")).isEqualTo(experiment.metrics("straight"));
  }

  @Test
  void aFinishedRunCanBeMadeLonger() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("longer", 0, "learner.schedule=constant");
    experiment.resume("longer", "training.steps=6");
    experiment.train("long", 0, "learner.schedule=constant", "training.steps=6");

    assertThat(experiment.metrics("longer")).isEqualTo(experiment.metrics("long")).hasSize(6);
  }

  @Test
  void aChangedReferenceModelIsRefused() throws IOException {
    SmallExperiment experiment = new SmallExperiment(folder);
    experiment.train("run", 2);
    Path weights = folder.resolve("model/model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);

    assertThatThrownBy(() -> experiment.resume("run"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is not the one that the run started from");
  }

  private static void assertSameFiles(Path left, Path right) throws IOException {
    try (Stream<Path> walk = Files.walk(left)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        Path twin = right.resolve(left.relativize(file).toString());
        assertThat(twin).as("%s", twin).exists();
        assertThat(Files.mismatch(file, twin)).as("first difference of %s", file).isEqualTo(-1);
      }
    }
  }
}
