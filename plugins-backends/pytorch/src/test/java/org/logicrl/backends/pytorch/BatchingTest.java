package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;
import org.logicrl.testkit.Gradients;

/** How sequences are put together for the engine changes no result. */
class BatchingTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final PyTorchBackend ALONE = Models.backend(1, 1);
  private static final PyTorchBackend IN_PAIRS = Models.backend(80, 2);
  private static final PyTorchBackend TOGETHER = Models.backend(1_000_000, 256);

  @ParameterizedTest
  @FieldSource("MODELS")
  void scoresAloneAsTogether(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(2, 0, 3, 1, 2);
    TokenScores expected = score(ALONE, golden, sequences);
    for (PyTorchBackend backend : List.of(IN_PAIRS, TOGETHER)) {
      TokenScores scores = score(backend, golden, sequences);
      assertThat(scores.logProbs()).containsExactly(expected.logProbs(), within(1e-5f));
      assertThat(scores.entropies()).containsExactly(expected.entropies(), within(1e-5f));
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void differentiatesAloneAsTogether(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(2, 0, 3, 1, 2);
    Map<String, float[]> expected = gradients(ALONE, golden, sequences);
    for (PyTorchBackend backend : List.of(IN_PAIRS, TOGETHER)) {
      assertThat(Gradients.distances(gradients(backend, golden, sequences), expected))
          .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));
    }
  }

  /** Gradients of weights are made by another product from 512 tokens on. */
  @ParameterizedTest
  @FieldSource("MODELS")
  void differentiatesManyTokensAsFew(String model) throws IOException {
    Golden golden = Golden.of(model);
    int[] prompts = new int[20];
    int[][] responses = new int[prompts.length][];
    for (int i = 0; i < prompts.length; i++) {
      prompts[i] = 5 + i;
      responses[i] = new int[] {50 - i};
    }
    Sequences sequences = Models.groups(3, prompts, responses);
    assertThat(sequences.responses().total()).isGreaterThan(512);
    assertThat(
            Gradients.distances(
                gradients(TOGETHER, golden, sequences), gradients(IN_PAIRS, golden, sequences)))
        .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void trainsAloneAsTogether(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(2, 0, 3, 1, 2);
    Map<String, float[]> expected = trained(ALONE, golden, sequences);
    for (PyTorchBackend backend : List.of(IN_PAIRS, TOGETHER)) {
      assertThat(Gradients.distances(trained(backend, golden, sequences), expected))
          .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void generatesAloneAsTogether(String model) throws IOException {
    Golden golden = Golden.of(model);
    Tokens prompts = golden.sequences(2, 0, 3, 1).tokens();
    Generation expected = generate(ALONE, golden, prompts);
    for (PyTorchBackend backend : List.of(IN_PAIRS, TOGETHER)) {
      Generation generation = generate(backend, golden, prompts);
      assertThat(generation.responses().ids()).isEqualTo(expected.responses().ids());
      assertThat(generation.logProbs()).containsExactly(expected.logProbs(), within(1e-5f));
    }
  }

  private static TokenScores score(PyTorchBackend backend, Golden golden, Sequences sequences)
      throws IOException {
    try (Scorer scorer = backend.scorer(golden.folder())) {
      return scorer.score(sequences, 0.8);
    }
  }

  private static Map<String, float[]> gradients(
      PyTorchBackend backend, Golden golden, Sequences sequences) throws IOException {
    try (Learner learner = backend.learner(golden.folder(), Gradients.SETTINGS)) {
      return Gradients.measure(learner, sequences, 0.8, Models::loss);
    }
  }

  private static Map<String, float[]> trained(
      PyTorchBackend backend, Golden golden, Sequences sequences) throws IOException {
    OptimizerSettings settings = new OptimizerSettings(0.9, 0.99, 1e-6, 0.01, 1);
    try (Learner learner = backend.learner(golden.folder(), settings)) {
      learner.update(sequences, 0.8, 1e-3, Models::loss);
      return Gradients.floats(learner.weights());
    }
  }

  private static Generation generate(PyTorchBackend backend, Golden golden, Tokens prompts)
      throws IOException {
    long[] keys = new long[2 * prompts.spans().count()];
    Arrays.setAll(keys, i -> i);
    try (Generator generator = backend.generator(golden.folder())) {
      return generator.generate(prompts, 2, new Sampling(0.8, 0, 1, 24, List.of(7, 56)), keys);
    }
  }
}
