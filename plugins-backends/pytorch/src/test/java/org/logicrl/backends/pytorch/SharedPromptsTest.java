package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.testkit.Gradients;

/** A prompt that is computed once for all its responses gives what each would have given alone. */
class SharedPromptsTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final PyTorchBackend APART = Models.backend(4096, false, false);
  private static final PyTorchBackend SHARED = Models.backend(4096, false, true);
  private static final PyTorchBackend SHARED_IN_PARTS = Models.backend(24, false, true);
  private static final PyTorchBackend RECOMPUTED = Models.backend(48, true, true);

  /** Responses of one token, prompts of one token, a prompt with one response, an empty one. */
  private static final Sequences SEQUENCES =
      Models.groups(3, new int[] {9, 1, 5, 4}, new int[][] {{4, 1, 7, 2}, {3, 3}, {6}, {1, 0, 1}});

  @ParameterizedTest
  @FieldSource("MODELS")
  void scoresAsApart(String model) throws IOException {
    TokenScores expected = score(APART, model);
    for (PyTorchBackend backend : List.of(SHARED, SHARED_IN_PARTS, RECOMPUTED)) {
      TokenScores scores = score(backend, model);
      assertThat(scores.logProbs()).containsExactly(expected.logProbs(), within(1e-5f));
      assertThat(scores.entropies()).containsExactly(expected.entropies(), within(1e-5f));
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void differentiatesAsApart(String model) throws IOException {
    Map<String, float[]> expected = gradients(APART, model);
    for (PyTorchBackend backend : List.of(SHARED, SHARED_IN_PARTS, RECOMPUTED)) {
      assertThat(Gradients.distances(gradients(backend, model), expected))
          .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void predictsValuesAsApart(String model) throws IOException {
    float[] expected = values(APART, model);
    assertThat(values(SHARED, model)).containsExactly(expected, within(1e-4f));
    assertThat(values(RECOMPUTED, model)).containsExactly(expected, within(1e-4f));
  }

  private static TokenScores score(PyTorchBackend backend, String model) throws IOException {
    try (Scorer scorer = backend.scorer(Golden.folder(model))) {
      return scorer.score(SEQUENCES, 0.8);
    }
  }

  private static Map<String, float[]> gradients(PyTorchBackend backend, String model)
      throws IOException {
    try (Learner learner = backend.learner(Golden.folder(model), Gradients.SETTINGS)) {
      return Gradients.measure(learner, SEQUENCES, 0.8, Models::loss);
    }
  }

  /** Predictions after two steps, since a new head predicts zero everywhere. */
  private static float[] values(PyTorchBackend backend, String model) throws IOException {
    OptimizerSettings settings = new OptimizerSettings(0.9, 0.99, 1e-6, 0, 1);
    try (ValueModel critic = backend.valueModel(Golden.folder(model), settings)) {
      for (int step = 0; step < 2; step++) {
        critic.update(
            SEQUENCES,
            1e-3,
            (rows, values) -> {
              float[] derivatives = new float[values.length];
              for (int t = 0; t < values.length; t++) {
                derivatives[t] = (values[t] - 1) / 50;
              }
              return derivatives;
            });
      }
      return critic.values(SEQUENCES);
    }
  }
}
