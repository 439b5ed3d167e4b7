package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.backends.checkpoint.SafetensorsFile;
import org.logicrl.testkit.Gradients;

/** Adapters are trained in the place of the model. */
class LoraTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.99, 1e-8, 0, 1);
  private static final LoraSettings SOME = new LoraSettings(3, 6, List.of("v_proj", "up_proj"));
  private static final LoraSettings ALL = new LoraSettings(4, 4, LoraSettings.PROJECTIONS);

  /** Of the golden model. */
  private static final int LAYERS = 2;

  @TempDir Path folder;

  private static PyTorchBackend backend(LoraSettings lora, Precision precision) {
    return Models.backend(new PyTorchSettings("cpu", 1, 64, precision, false, null, lora, 16));
  }

  private static PyTorchBackend backend(LoraSettings lora) {
    return backend(lora, Precision.FLOAT32);
  }

  private static float[] weight(Learner learner, String name) {
    return Objects.requireNonNull(Gradients.floats(learner.weights()).get(name), name);
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void beginsAsTheModelItself(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(0, 1);
    try (Learner learner = backend(ALL).learner(golden.folder(), SETTINGS);
        Learner plain = Models.backend().learner(golden.folder(), SETTINGS)) {
      assertThat(learner.weights().stamp()).isEqualTo(plain.weights().stamp());
      assertThat(learner.score(sequences, 1).logProbs())
          .containsExactly(plain.score(sequences, 1).logProbs(), within(1e-5f));
    }
  }

  @Test
  void changesItsTargetsOnly() throws IOException {
    Golden golden = Golden.of("qwen3");
    try (Learner learner = backend(SOME).learner(golden.folder(), SETTINGS)) {
      Map<String, float[]> before = Gradients.floats(learner.weights());
      learner.update(golden.sequences(1), 1, 1e-2, Models::loss);
      Map<String, float[]> after = Gradients.floats(learner.weights());
      assertThat(after)
          .allSatisfy(
              (name, values) -> {
                boolean target = SOME.targets().stream().anyMatch(name::contains);
                assertThat(Arrays.equals(values, before.get(name))).as(name).isEqualTo(!target);
              });
    }
  }

  /** What generators get is what the learner computes with. */
  @ParameterizedTest
  @FieldSource("MODELS")
  void handsOutWeightsWithTheAdaptersInThem(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(0, 1);
    try (Learner learner = backend(ALL).learner(golden.folder(), SETTINGS)) {
      for (int step = 0; step < 3; step++) {
        learner.update(sequences, 1, 1e-2, Models::loss);
      }
      TokenScores expected = learner.score(sequences, 1);
      learner.saveModel(folder.resolve(model));
      try (Scorer merged = Models.backend().scorer(folder.resolve(model))) {
        assertThat(merged.score(sequences, 1).logProbs())
            .containsExactly(expected.logProbs(), within(1e-4f));
      }
      assertThat(expected.logProbs())
          .isNotEqualTo(Models.backend().scorer(golden.folder()).score(sequences, 1).logProbs());
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void learnsFromSharedPromptsAsFromPromptsApart(String model) throws IOException {
    Sequences sequences = Models.groups(4, new int[] {9, 5}, new int[][] {{4, 7, 7}, {3, 3}});
    Map<Boolean, float[]> scores = new HashMap<>();
    for (boolean shared : new boolean[] {false, true}) {
      PyTorchBackend backend =
          Models.backend(
              new PyTorchSettings("cpu", 1, 64, Precision.FLOAT32, false, shared, ALL, 16));
      try (Learner learner = backend.learner(Golden.folder(model), SETTINGS)) {
        for (int step = 0; step < 3; step++) {
          learner.update(sequences, 1, 1e-2, Models::loss);
        }
        scores.put(shared, learner.score(sequences, 1).logProbs());
      }
    }
    assertThat(scores.get(true))
        .containsExactly(Objects.requireNonNull(scores.get(false)), within(1e-4f));
  }

  /** With B zero at the start, a step of descent makes it -scale * dL/dW A^T. */
  @Test
  void differentiatesThroughBothMatrices() throws IOException {
    Golden golden = Golden.of("qwen2-untied");
    Sequences sequences = golden.sequences(1);
    String name = "model.layers.1.self_attn.v_proj";
    float[] full;
    try (Learner learner = Models.backend().learner(golden.folder(), Gradients.SETTINGS)) {
      full =
          Objects.requireNonNull(
              Gradients.measure(learner, sequences, 0.8, Models::loss).get(name + ".weight"));
    }
    try (Learner learner = backend(SOME).learner(golden.folder(), Gradients.SETTINGS)) {
      learner.update(sequences, 0.8, Gradients.UNIT, Models::loss);
      learner.saveModel(folder.resolve("model"));
    }
    SafetensorsFile saved =
        SafetensorsFile.open(folder.resolve("model/adapter/adapter_model.safetensors"));
    float[] a = floats(saved, "base_model.model." + name + ".lora_A.weight");
    float[] b = floats(saved, "base_model.model." + name + ".lora_B.weight");
    int in = a.length / SOME.rank();
    float[] expected = new float[b.length];
    for (int row = 0; row < b.length / SOME.rank(); row++) {
      for (int r = 0; r < SOME.rank(); r++) {
        double sum = 0;
        for (int i = 0; i < in; i++) {
          sum += (double) full[row * in + i] * a[r * in + i];
        }
        expected[row * SOME.rank() + r] = (float) (-SOME.scale() * sum);
      }
    }
    assertThat(Gradients.distance(b, expected)).isLessThan(1e-5);
  }

  /**
   * Where B is no longer zero, a step of descent changes A by -scale * B^T dL/dW and B by -scale *
   * dL/dW A^T, with the derivative by the weight of the merged model.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void differentiatesThroughBothMatricesOnceBothCount(boolean recompute) throws IOException {
    Golden golden = Golden.of("qwen2-untied");
    Sequences sequences = golden.sequences(1, 2);
    PyTorchSettings settings =
        new PyTorchSettings("cpu", 1, 64, Precision.FLOAT32, recompute, null, ALL, 16);
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    try (Learner learner = Models.backend(settings).learner(golden.folder(), Gradients.SETTINGS)) {
      learner.update(sequences, 0.8, Gradients.UNIT, Models::loss);
      learner.saveModel(before);
      learner.update(sequences, 0.8, Gradients.UNIT, Models::loss);
      learner.saveModel(after);
    }
    Map<String, float[]> full;
    try (Learner learner = Models.backend().learner(before, Gradients.SETTINGS)) {
      full = Gradients.measure(learner, sequences, 0.8, Models::loss);
    }
    int checked = 0;
    for (Map.Entry<String, float[]> weight : full.entrySet()) {
      String name = weight.getKey().replace(".weight", "");
      if (ALL.targets().stream().anyMatch(name::endsWith)) {
        float[] a = adapter(before, name, "A");
        float[] b = adapter(before, name, "B");
        int in = a.length / ALL.rank();
        int out = b.length / ALL.rank();
        float[] byA = multiplied(transposed(b, ALL.rank()), weight.getValue(), out);
        float[] byB = multiplied(weight.getValue(), transposed(a, in), in);
        float[] stepOfA = change(a, adapter(after, name, "A"));
        float[] stepOfB = change(b, adapter(after, name, "B"));
        assertThat(Gradients.distance(stepOfA, byA)).as("A of %s", name).isLessThan(1e-3);
        assertThat(Gradients.distance(stepOfB, byB)).as("B of %s", name).isLessThan(1e-3);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(ALL.targets().size() * LAYERS);
  }

  /** What the step must have been, without the scale and the sign. */
  private static float[] change(float[] before, float[] after) {
    float[] change = new float[before.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = (float) ((before[i] - after[i]) / ALL.scale());
    }
    return change;
  }

  private static float[] adapter(Path model, String name, String matrix) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(model.resolve("adapter/adapter_model.safetensors"));
    return floats(file, "base_model.model.%s.lora_%s.weight".formatted(name, matrix));
  }

  private static float[] transposed(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    float[] transposed = new float[matrix.length];
    for (int i = 0; i < transposed.length; i++) {
      transposed[i] = matrix[i % rows * columns + i / rows];
    }
    return transposed;
  }

  /** The product of two matrices; the first has as many columns as the second has rows. */
  private static float[] multiplied(float[] left, float[] right, int inner) {
    int rows = left.length / inner;
    int columns = right.length / inner;
    float[] product = new float[rows * columns];
    for (int i = 0; i < product.length; i++) {
      double sum = 0;
      for (int k = 0; k < inner; k++) {
        sum += (double) left[i / columns * inner + k] * right[k * columns + i % columns];
      }
      product[i] = (float) sum;
    }
    return product;
  }

  private static float[] floats(SafetensorsFile file, String name) throws IOException {
    float[] values = new float[Math.toIntExact(file.floats(name).data().limit() / 4)];
    file.floats(name).data().asFloatBuffer().get(values);
    return values;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void goesOnFromACheckpointBitForBit(Precision precision) throws IOException {
    Golden golden = Golden.of("qwen2-tied");
    Sequences sequences = golden.sequences(1, 2);
    PyTorchBackend backend = backend(ALL, precision);
    Path checkpoint = folder.resolve("checkpoint");
    try (Learner learner = backend.learner(golden.folder(), SETTINGS)) {
      learner.update(sequences, 1, 1e-3, Models::loss);
      learner.update(sequences, 1, 1e-3, Models::loss);
      learner.saveModel(checkpoint);
      learner.saveState(checkpoint);
      learner.update(sequences, 1, 1e-3, Models::loss);
      try (Learner resumed = backend.learner(checkpoint, SETTINGS)) {
        resumed.restoreState(checkpoint);
        resumed.update(sequences, 1, 1e-3, Models::loss);
        assertThat(resumed.weights().stamp()).isEqualTo(learner.weights().stamp());
      }
    }
  }

  @Test
  void keepsTheModelThatItBeganWith() throws IOException {
    Golden golden = Golden.of("llama3-rope");
    Sequences sequences = golden.sequences(0, 2);
    Path checkpoint = folder.resolve("checkpoint");
    try (Learner learner = backend(ALL).learner(golden.folder(), SETTINGS);
        Scorer base = learner.base(golden.folder()).orElseThrow();
        Scorer reference = Models.backend(64, 16).scorer(golden.folder())) {
      float[] expected = reference.score(sequences, 1).logProbs();
      learner.update(sequences, 1, 1e-2, Models::loss);
      assertThat(base.score(sequences, 1).logProbs()).isEqualTo(expected);
      learner.saveModel(checkpoint);
      try (Learner resumed = backend(ALL).learner(checkpoint, SETTINGS);
          Scorer resumedBase = resumed.base(golden.folder()).orElseThrow()) {
        assertThat(resumedBase.score(sequences, 1).logProbs()).isEqualTo(expected);
        assertThat(resumed.base(checkpoint)).isEmpty();
      }
    }
    try (Learner plain = Models.backend().learner(golden.folder(), SETTINGS)) {
      assertThat(plain.base(golden.folder())).isEmpty();
    }
  }

  @Test
  void savesTheOptimizerOfTheAdaptersOnly() throws IOException {
    Golden golden = Golden.of("qwen3");
    try (Learner learner = backend(SOME).learner(golden.folder(), SETTINGS)) {
      learner.saveState(folder);
      assertThat(weight(learner, "model.norm.weight")).isNotEmpty();
    }
    assertThat(SafetensorsFile.open(folder.resolve("optimizer.safetensors")).tensors())
        .hasSize(3 * 8);
  }
}
