package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.ModelType;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.ParameterLayout;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;

class PackedWeightsTest {

  /** The embedding of Qwen2.5-7B has 2079 MiB in float32; refused before memory is taken. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void refusesAWeightThatNoBufferHolds(Precision precision) {
    ModelConfig config = config(152_064, 3584, 18_944, 28, 4, 128, false);

    assertThatThrownBy(() -> new PackedWeights(config, precision))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("embedding needs 2079 MiB")
        .hasMessageContaining("the backend pytorch");
  }

  @Test
  void theChecksumIsOfWhatTheEngineReads() throws IOException {
    ModelFolder folder = ModelFolder.open(Golden.folder("qwen2-untied"));
    Weights weights = folder.weights(1);
    PackedWeights packed = packed(folder.config(), weights);
    assertThat(packed.stamp(weights)).isEqualTo(weights.stamp());
    change(packed, "qkv_0");
    assertThat(packed.stamp(weights)).isNotEqualTo(weights.stamp());
  }

  @Test
  void noticesThatTheCopiesOfATiedEmbeddingDiffer() throws IOException {
    ModelFolder folder = ModelFolder.open(Golden.folder("qwen2-tied"));
    Weights weights = folder.weights(1);
    PackedWeights packed = packed(folder.config(), weights);
    change(packed, "head");
    assertThatThrownBy(() -> packed.stamp(weights))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("model.embed_tokens.weight");
  }

  /**
   * Query, key and value heads side by side, each filled up from 24 to 32 values, and each part
   * large enough to be shared out.
   */
  @Test
  void packsLargeWeightsOfSeveralPartsAndFilledUpHeads() {
    ModelConfig config = config(600, 2304, 200, 20, 5, 24, true);
    Weights weights = numbered(config);
    PackedWeights packed = packed(config, weights);
    assertThat(packed.stamp(weights)).isEqualTo(weights.stamp());
    // Once more into the same memory.
    packed.set(weights.tensors());
    assertThat(packed.stamp(weights)).isEqualTo(weights.stamp());
    FloatBuffer engine = content(packed, "qkv_0").asFloatBuffer();
    int width = 30 * 32;
    // Value 13 of head 2 is in the second half, which begins at 16 of 32 instead of 12 of 24.
    String layer = "model.layers.0.self_attn.";
    assertThat(engine.get(7 * width + 2 * 32 + 17))
        .isEqualTo(value(weights, layer + "q_proj.weight", (2 * 24 + 13) * 2304 + 7));
    assertThat(engine.get(2303 * width + (20 + 4) * 32 + 3))
        .isEqualTo(value(weights, layer + "k_proj.weight", (4 * 24 + 3) * 2304 + 2303));
    assertThat(engine.get(25 * 32)).isEqualTo(value(weights, layer + "v_proj.weight", 0));
    int filled = 0;
    for (int i = 0; i < engine.limit(); i++) {
      filled += engine.get(i) == 0 ? 1 : 0;
    }
    assertThat(filled).as("values that no head has").isEqualTo(2304 * 30 * (32 - 24));
  }

  private static PackedWeights packed(ModelConfig config, Weights weights) {
    PackedWeights packed = new PackedWeights(config, Precision.FP32);
    packed.set(weights.tensors());
    return packed;
  }

  /** Changes a value that the engine reads. */
  private static void change(PackedWeights packed, String name) {
    ByteBuffer content = content(packed, name);
    content.putFloat(0, content.getFloat(0) + 1);
  }

  /** Weights that differ from each other and from zero. */
  private static Weights numbered(ModelConfig config) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    int number = 1;
    for (Parameter parameter : ParameterLayout.of(config).all()) {
      int size = Math.toIntExact(parameter.size());
      ByteBuffer data =
          ByteBuffer.allocateDirect(Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < size; i++) {
        data.putFloat(Float.BYTES * i, number++);
      }
      tensors.put(parameter.name(), new Weights.Tensor(parameter.shape(), data));
    }
    return new Weights(1, tensors);
  }

  private static float value(Weights weights, String name, int at) {
    Weights.Tensor tensor = weights.tensors().get(name);
    assertThat(tensor).as(name).isNotNull();
    return tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).getFloat(Float.BYTES * at);
  }

  private static ByteBuffer content(PackedWeights packed, String name) {
    return packed.tensors().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static ModelConfig config(
      int vocabulary,
      int hidden,
      int mlp,
      int heads,
      int keyValueHeads,
      int headDim,
      boolean tied) {
    return new ModelConfig(
        ModelType.QWEN2,
        vocabulary,
        hidden,
        mlp,
        1,
        heads,
        keyValueHeads,
        headDim,
        64,
        1e-6,
        tied,
        true,
        false,
        false,
        1e6,
        null,
        List.of(2));
  }
}
