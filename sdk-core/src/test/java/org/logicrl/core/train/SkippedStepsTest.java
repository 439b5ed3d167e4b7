package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.core.run.JsonLines;

/** Of the metrics of a run that goes on. */
final class SkippedStepsTest {

  @TempDir private Path folder = Path.of("");

  private JsonLines metrics(String... lines) throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
    return JsonLines.append(file);
  }

  @Test
  void thoseOfThePolicyOrTheCriticAtTheEndCount() throws IOException {
    try (JsonLines metrics =
        metrics(
            "{\"step\":1,\"actor/grad_norm\":null}",
            "{\"step\":2,\"actor/grad_norm\":1.5}",
            "{\"step\":3,\"actor/grad_norm\":null}",
            "{\"step\":4,\"actor/grad_norm\":1,\"critic/grad_norm\":null}")) {
      SkippedSteps steps = SkippedSteps.ofTraining(metrics);
      assertThat(steps.inARow()).isEqualTo(2);
      assertThat(steps.tooMany(4)).hasMessageContaining("of the policy or of the critic");
      steps.add(false, false);
      steps.add(false, true);
      assertThat(steps.inARow()).isEqualTo(1);
      assertThat(steps.tooMany(6))
          .hasMessageContaining("the critic's gradient was not finite in 1 steps")
          .hasMessageContaining("lower learner.criticLearningRate");
    }
    try (JsonLines metrics = metrics("{\"step\":1,\"critic/grad_norm\":1}")) {
      assertThat(SkippedSteps.ofTraining(metrics).inARow()).isZero();
    }
  }

  @Test
  void stepsWithoutASolutionAreNeither() throws IOException {
    String skipped = "{\"sft/grad_norm\":null,\"sft/skipped_updates\":1}";
    String nothing = "{\"sft/grad_norm\":null,\"sft/skipped_updates\":0}";
    String taken = "{\"sft/grad_norm\":2,\"sft/skipped_updates\":0}";
    try (JsonLines metrics = metrics(skipped, taken, skipped, nothing, skipped, nothing)) {
      assertThat(SkippedSteps.ofFineTuning(metrics).inARow()).isEqualTo(2);
    }
    try (JsonLines metrics = metrics()) {
      assertThat(SkippedSteps.ofFineTuning(metrics).inARow()).isZero();
    }
  }
}
