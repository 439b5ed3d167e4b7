package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelException;
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
  private static final ObjectMapper MAPPER = new ObjectMapper();

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
  void savesInTheLayoutOfPeft() throws IOException {
    Golden golden = Golden.of("qwen3");
    try (Learner learner = backend(SOME).learner(golden.folder(), SETTINGS)) {
      learner.saveModel(folder.resolve("model"));
    }
    Path adapter = folder.resolve("model/adapter");
    JsonNode config = MAPPER.readTree(Files.readAllBytes(adapter.resolve("adapter_config.json")));
    assertThat(config.get("peft_type").asText()).isEqualTo("LORA");
    assertThat(config.get("task_type").asText()).isEqualTo("CAUSAL_LM");
    assertThat(config.get("r").asInt()).isEqualTo(3);
    assertThat(config.get("lora_alpha").asDouble()).isEqualTo(6);
    assertThat(config.get("target_modules")).hasSize(2);
    assertThat(Path.of(config.get("base_model_name_or_path").asText())).isEqualTo(golden.folder());
    assertThat(
            SafetensorsFile.open(adapter.resolve("adapter_model.safetensors")).tensors().keySet())
        .hasSize(8)
        .contains(
            "base_model.model.model.layers.0.self_attn.v_proj.lora_A.weight",
            "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight");
  }

  /** Adapters on other weights than they were trained on are another model. */
  @Test
  void refusesAModelBelowTheAdaptersThatHasChanged() throws IOException {
    Path base = Files.createDirectory(folder.resolve("base"));
    try (Stream<Path> files = Files.list(Golden.folder("qwen3"))) {
      for (Path file : files.toList()) {
        Files.copy(file, base.resolve(file.getFileName()));
      }
    }
    Path model = folder.resolve("model");
    try (Learner learner = backend(SOME).learner(base, SETTINGS)) {
      learner.saveModel(model);
    }
    backend(SOME).learner(model, SETTINGS).close();
    Path weights = base.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    assertThatThrownBy(() -> backend(SOME).learner(model, SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("belongs to other weights than " + base);

    Files.move(base, folder.resolve("moved"));
    assertThatThrownBy(() -> backend(SOME).learner(model, SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the model below the adapters cannot be opened")
        .hasMessageContaining("adapter_config.json names as base_model_name_or_path");
  }

  @Test
  void refusesAdaptersOfAnotherRank() throws IOException {
    try (Learner learner = backend(SOME).learner(Golden.folder("qwen3"), SETTINGS)) {
      learner.saveModel(folder.resolve("model"));
    }
    assertThatThrownBy(() -> backend(ALL).learner(folder.resolve("model"), SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("adapters of rank 3")
        .hasMessageContaining("[up_proj, v_proj]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "use_rslora": true               | use_rslora to true
          "rank_pattern": {"q_proj": 4}    | rank_pattern to
          "modules_to_save": ["lm_head"]   | modules_to_save to
          "r":                             | is not valid JSON
          """)
  void refusesAdaptersThatItWouldReadAsOthers(String line, String complaint) throws IOException {
    try (Learner learner = backend(SOME).learner(Golden.folder("qwen3"), SETTINGS)) {
      learner.saveModel(folder.resolve("model"));
    }
    Path config = folder.resolve("model/adapter/adapter_config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replaceFirst("\\{", "{" + line + ","));
    assertThatThrownBy(() -> backend(SOME).learner(folder.resolve("model"), SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(config.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesTargetsThatAreNoProjections() {
    assertThatThrownBy(() -> new LoraSettings(8, 16, List.of("q_proj", "lm_head")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q_proj, k_proj")
        .hasMessageContaining("lm_head");
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
