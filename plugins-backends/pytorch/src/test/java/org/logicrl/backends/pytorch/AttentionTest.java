package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.testkit.Gradients;

/** Rows of one block of queries, of several, and too long for blocks give the same numbers. */
class AttentionTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final PyTorchBackend APART = Models.backend(4096, false, false);
  private static final PyTorchBackend SHARED = Models.backend(4096, false, true);

  /** With its prompt, each response is a row of three blocks; by itself it goes another way. */
  private static final Sequences SEVERAL_BLOCKS =
      Models.groups(5, new int[] {70, 64}, new int[][] {{95, 60}, {128, 1}});

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("MODELS")
  void differentiatesRowsOfSeveralBlocksAsRowsInParts(String model) throws IOException {
    assertThat(
            Gradients.distances(
                gradients(APART, Golden.folder(model), SEVERAL_BLOCKS),
                gradients(SHARED, Golden.folder(model), SEVERAL_BLOCKS)))
        .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));
  }

  /** Tails by plain products, tails that are too long for them, and both computed anew. */
  @Test
  void differentiatesLongTailsAsRowsInParts() throws IOException {
    Path model = longModel();
    for (int prompt : new int[] {300, 420}) {
      Sequences sequences = Models.groups(9, new int[] {prompt, 3}, new int[][] {{90, 120}, {80}});
      Map<String, float[]> expected = gradients(APART, model, sequences);
      for (boolean recompute : new boolean[] {false, true}) {
        PyTorchBackend shared = Models.backend(4096, recompute, true);
        assertThat(Gradients.distances(gradients(shared, model, sequences), expected))
            .as("prompt of %d tokens, recompute %s", prompt, recompute)
            .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));
      }
    }
  }

  @Test
  void differentiatesTailsNearFloat32InBfloat16() throws IOException {
    Path model = longModel();
    Sequences sequences = Models.groups(10, new int[] {120, 70}, new int[][] {{90, 70, 90}, {80}});
    PyTorchBackend shared =
        Models.backend(new PyTorchSettings("cpu", 1, 4096, Precision.BF16, false, true, null, 16));
    assertThat(
            Gradients.distances(
                gradients(shared, model, sequences), gradients(APART, model, sequences)))
        .allSatisfy((name, distance) -> assertThat(distance).isLessThan(0.1));
  }

  @Test
  void scoresTheBeginningOfARowAsTheWholeRow() throws IOException {
    Sequences whole = Models.groups(6, new int[] {1}, new int[][] {{600}});
    try (Scorer scorer = APART.scorer(longModel())) {
      float[] expected = scorer.score(whole, 1).logProbs();
      for (int length : new int[] {2, 64, 65, 66, 300, 513, 514}) {
        int[] beginning = Arrays.copyOf(whole.tokens().row(0), length);
        Sequences part = new Sequences(Tokens.of(List.of(beginning)), new int[] {1});
        assertThat(scorer.score(part, 1).logProbs())
            .as("the first %d tokens", length)
            .containsExactly(Arrays.copyOf(expected, length - 1), within(1e-5f));
      }
    }
  }

  /**
   * As many key heads as query heads, in a row alone: nothing may be added up in place of copies.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void keepsHeadsApartOfWhichEachHasKeysOfItsOwn(int heads) throws IOException {
    Path model = model(heads, heads);
    Sequences sequences = Models.groups(8, new int[] {70}, new int[][] {{30, 40}});
    PyTorchBackend oneTailAtATime = Models.backend(110, false, true);
    assertThat(
            Gradients.distances(
                gradients(oneTailAtATime, model, sequences), gradients(APART, model, sequences)))
        .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-5));

    Tokens prompt = Tokens.of(List.of(Arrays.copyOf(sequences.tokens().row(0), 70)));
    Sampling sampling = new Sampling(1, 0, 1, 12, List.of());
    try (Generator generator = APART.generator(model);
        Scorer scorer = APART.scorer(model)) {
      Generation alone = generator.generate(prompt, 1, sampling, new long[] {1});
      int[] whole =
          IntStream.concat(Arrays.stream(prompt.ids()), Arrays.stream(alone.responses().ids()))
              .toArray();
      Sequences scored = new Sequences(Tokens.of(List.of(whole)), new int[] {70});
      assertThat(alone.logProbs())
          .containsExactly(scorer.score(scored, 1).logProbs(), within(1e-4f));
    }
  }

  @Test
  void differentiatesNearFloat32InBfloat16() throws IOException {
    Sequences rows = Models.groups(7, new int[] {1, 1}, new int[][] {{600}, {200}});
    Path model = longModel();
    assertThat(
            Gradients.distances(
                gradients(Models.bf16(), model, rows), gradients(APART, model, rows)))
        .allSatisfy((name, distance) -> assertThat(distance).isLessThan(0.1));
  }

  /** A model for longer rows than those with reference numbers are for. */
  private Path longModel() throws IOException {
    return model(4, 2);
  }

  private Path model(int heads, int keyValueHeads) throws IOException {
    Path model = folder.resolve("model");
    ModelShape shape = new ModelShape(64, 2, heads, keyValueHeads, 128, 640, 10_000, 0.2);
    APART.initialize(model, shape, List.of("the rows are longer here"), 1);
    return model;
  }

  private static Map<String, float[]> gradients(
      PyTorchBackend backend, Path model, Sequences sequences) throws IOException {
    try (Learner learner = backend.learner(model, Gradients.SETTINGS)) {
      return Gradients.measure(learner, sequences, 0.8, Models::loss);
    }
  }
}
