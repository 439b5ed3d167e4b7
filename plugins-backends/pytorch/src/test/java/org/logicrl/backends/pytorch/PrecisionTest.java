package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.testkit.Gradients;

/** Matrix products in bfloat16 over float32 master weights. */
class PrecisionTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.99, 1e-8, 0, 1);

  @TempDir Path folder;

  /** Bfloat16 has 8 significant bits. The models' logits are far apart, which makes this strict. */
  @ParameterizedTest
  @FieldSource("MODELS")
  void scoresAndDifferentiatesNearFloat32(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(0, 1, 2);
    try (Learner full = Models.backend().learner(golden.folder(), Gradients.SETTINGS);
        Learner half = Models.bf16().learner(golden.folder(), Gradients.SETTINGS)) {
      TokenScores expected = full.score(sequences, 1);
      TokenScores scores = half.score(sequences, 1);
      assertThat(scores.logProbs()).containsExactly(expected.logProbs(), within(0.3f));
      assertThat(scores.logProbs()).isNotEqualTo(expected.logProbs());
      assertThat(mean(scores.logProbs())).isCloseTo(mean(expected.logProbs()), within(0.01));
      assertThat(
              Gradients.distances(
                  Gradients.measure(half, sequences, 1, Models::loss),
                  Gradients.measure(full, sequences, 1, Models::loss)))
          .allSatisfy((name, distance) -> assertThat(distance).isLessThan(0.1));
    }
  }

  @Test
  void measuresTheProductsOfBothPrecisions() {
    for (Capability use : List.of(Capability.GENERATE, Capability.LEARN)) {
      assertThat(Models.bf16().matrixProductSpeed(use)).isPresent();
      assertThat(Models.bf16().matrixProductSpeed(use).getAsDouble()).isBetween(1e8, 1e15);
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** A step of 1e-5 is far below the distance of two neighbouring bfloat16 numbers near 0.2. */
  @Test
  void addsUpStepsThatBfloat16CannotHold() throws IOException {
    Golden golden = Golden.of("qwen2-tied");
    Sequences sequences = golden.sequences(0);
    String name = "model.layers.0.mlp.down_proj.weight";
    try (Learner learner = Models.bf16().learner(golden.folder(), SETTINGS)) {
      Map<String, float[]> before = Gradients.floats(learner.weights());
      for (int step = 0; step < 5; step++) {
        learner.update(sequences, 1, 1e-5, Models::loss);
      }
      float[] moved = Objects.requireNonNull(Gradients.floats(learner.weights()).get(name));
      float[] from = Objects.requireNonNull(before.get(name));
      double sum = 0;
      for (int i = 0; i < moved.length; i++) {
        sum += Math.abs(moved[i] - from[i]);
      }
      assertThat(sum / moved.length).isBetween(1e-5, 6e-5);
    }
  }

  @Test
  void computesWithTheWeightsOfTheLastStep() throws IOException {
    Golden golden = Golden.of("qwen3");
    Sequences sequences = golden.sequences(1);
    try (Learner learner = Models.bf16().learner(golden.folder(), SETTINGS)) {
      learner.update(sequences, 1, 1e-2, Models::loss);
      learner.saveModel(folder.resolve("model"));
      try (Learner reopened = Models.bf16().learner(folder.resolve("model"), SETTINGS)) {
        assertThat(reopened.score(sequences, 1).logProbs())
            .isEqualTo(learner.score(sequences, 1).logProbs());
      }
    }
  }

  @Test
  void goesOnFromACheckpointBitForBit() throws IOException {
    Golden golden = Golden.of("qwen2-untied");
    Sequences sequences = golden.sequences(1, 2);
    Path checkpoint = folder.resolve("checkpoint");
    try (Learner learner = Models.bf16().learner(golden.folder(), SETTINGS)) {
      learner.update(sequences, 1, 1e-3, Models::loss);
      learner.saveModel(checkpoint);
      learner.saveState(checkpoint);
      learner.update(sequences, 1, 1e-3, Models::loss);
      try (Learner resumed = Models.bf16().learner(checkpoint, SETTINGS)) {
        resumed.restoreState(checkpoint);
        resumed.update(sequences, 1, 1e-3, Models::loss);
        assertThat(resumed.weights().stamp()).isEqualTo(learner.weights().stamp());
      }
    }
  }
}
