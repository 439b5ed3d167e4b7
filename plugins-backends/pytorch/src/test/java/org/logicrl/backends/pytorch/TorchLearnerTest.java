package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.testkit.Gradients;

/** What a learner does beyond the contract of all of them. */
class TorchLearnerTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final OptimizerSettings SETTINGS =
      new OptimizerSettings(0.9, 0.999, 1e-8, 0.01, 1);

  @TempDir Path folder;

  private static void update(Learner learner, Sequences sequences) {
    learner.update(
        sequences,
        1,
        1e-3,
        (rows, scores) -> {
          float[] derivatives = new float[scores.logProbs().length];
          Arrays.fill(derivatives, -1f / sequences.responses().total());
          return new Learner.TokenGradients(derivatives, null);
        });
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void goesOnFromACheckpointBitForBit(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(1, 2);
    Map<String, float[]> expected;
    try (Learner learner = Models.backend().learner(golden.folder(), SETTINGS)) {
      update(learner, sequences);
      update(learner, sequences);
      // As a checkpoint does: everything in one folder.
      learner.saveModel(folder.resolve("checkpoint"));
      learner.saveState(folder.resolve("checkpoint"));
      update(learner, sequences);
      expected = Gradients.floats(learner.weights());
    }
    try (Learner learner = Models.backend().learner(folder.resolve("checkpoint"), SETTINGS)) {
      learner.restoreState(folder.resolve("checkpoint"));
      update(learner, sequences);
      Gradients.floats(learner.weights())
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
      assertThat(learner.weights().version()).isEqualTo(3);
    }
  }

  @Test
  void exportsEachVersionIntoTheSameMemory() throws IOException {
    Golden golden = Golden.of(MODELS.get(0));
    try (Learner learner = Models.backend().learner(golden.folder(), SETTINGS)) {
      Weights first = learner.weights();
      Weights.Stamp before = first.stamp();
      update(learner, golden.sequences(1, 2));
      Weights second = learner.weights();
      assertThat(second.stamp()).isNotEqualTo(before);
      second
          .tensors()
          .forEach((name, tensor) -> assertThat(tensor).isSameAs(first.tensors().get(name)));
    }
  }

  /** Large enough that operations are shared out among threads. */
  @Test
  void learnsTheSameOnSeveralThreadsEachTime() throws IOException {
    PyTorchBackend backend =
        Models.backend(
            new PyTorchSettings("cpu", 2, 1024, Precision.FLOAT32, false, null, null, 1));
    List<String> corpus = List.of("a b c d e f g h i j k l m n o p q r s t u v w x y z");
    Path model = folder.resolve("model");
    backend.initialize(model, new ModelShape(64, 2, 4, 2, 128, 128, 10_000, 0.2), corpus, 1);
    int size = ModelFolder.open(model).config().vocabSize();
    int[] ids = new int[1600];
    Arrays.setAll(ids, i -> i * i % size);
    int[] prompts = new int[20];
    Arrays.fill(prompts, 10);
    Sequences sequences = new Sequences(new Tokens(ids, Spans.ofLengths(lengths(20, 80))), prompts);
    try (Learner learner = backend.learner(model, SETTINGS);
        Learner twin = backend.learner(model, SETTINGS)) {
      update(learner, sequences);
      update(twin, sequences);
      assertThat(twin.weights().stamp()).isEqualTo(learner.weights().stamp());
    }
  }

  private static int[] lengths(int count, int length) {
    int[] lengths = new int[count];
    Arrays.fill(lengths, length);
    return lengths;
  }

  @Test
  void leavesOutEntropiesThatTheLossDoesNotUse() throws IOException {
    Golden golden = Golden.of("qwen2-tied");
    Sequences sequences = golden.sequences(1, 2);
    try (Learner learner = Models.backend().learner(golden.folder(), SETTINGS);
        Learner twin = Models.backend().learner(golden.folder(), SETTINGS)) {
      update(learner, sequences);
      twin.update(
          sequences,
          1,
          1e-3,
          (rows, scores) -> {
            float[] derivatives = new float[scores.logProbs().length];
            Arrays.fill(derivatives, -1f / sequences.responses().total());
            return new Learner.TokenGradients(derivatives, new float[derivatives.length]);
          });
      assertThat(
              Gradients.distances(
                  Gradients.floats(twin.weights()), Gradients.floats(learner.weights())))
          .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-6));
    }
  }

  @Test
  void scoresNothingWhereThereIsNoResponse() throws IOException {
    Golden golden = Golden.of("qwen2-tied");
    Sequences silent = new Sequences(golden.sequences(0).tokens(), new int[] {5});
    try (Learner learner = Models.backend().learner(golden.folder(), SETTINGS)) {
      TokenScores scores = learner.score(silent, 1);
      assertThat(scores.logProbs()).isEmpty();
      assertThat(scores.entropies()).isEmpty();
    }
  }

  @Test
  void refusesTheStateOfAnotherModel() throws IOException {
    try (Learner other = Models.backend().learner(Golden.folder("qwen3"), SETTINGS)) {
      other.saveState(folder);
    }
    try (Learner learner = Models.backend().learner(Golden.folder("llama3-rope"), SETTINGS)) {
      assertThatThrownBy(() -> learner.restoreState(folder))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("another model");
    }
  }

  @Test
  void refusesAFolderWithoutState() throws IOException {
    try (Learner learner = Models.backend().learner(Golden.folder("llama3-rope"), SETTINGS)) {
      assertThatThrownBy(() -> learner.restoreState(folder))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("has no optimizer.safetensors");
    }
  }
}
