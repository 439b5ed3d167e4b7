package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** New weights are used at once, in each way of handing them over. */
class HandOverTest {

  private static final Sampling SAMPLING = new Sampling(1, 0, 1, 3, List.of());

  static Stream<Arguments> modesAndModels() {
    return Stream.of(WeightMode.LIVE, WeightMode.REBUILD)
        .flatMap(mode -> Golden.MODELS.stream().map(model -> Arguments.of(mode, model)));
  }

  /** One value of each tensor, because the engine keeps some apart and packs others. */
  @ParameterizedTest
  @MethodSource("modesAndModels")
  void generatesOtherwiseAfterASingleValueHasChanged(WeightMode mode, String model)
      throws IOException {
    Weights before = ModelFolder.open(Golden.folder(model)).weights(1);
    try (Generator generator = generator(mode, model)) {
      assertEachValueMatters(generator, before);
    }
  }

  private static void assertEachValueMatters(Generator generator, Weights before) {
    float[] expected = logProbs(generator);
    for (String name : before.tensors().keySet()) {
      Weights changed = changed(before, name);
      assertThat(generator.load(changed)).as(name).isEqualTo(changed.stamp());
      assertThat(logProbs(generator)).as(name).isNotEqualTo(expected);
    }
    assertThat(generator.load(before)).isEqualTo(before.stamp());
    assertThat(logProbs(generator)).isEqualTo(expected);
  }

  /**
   * Here the checksum says nothing about it, since it is that of the weights before they were
   * converted.
   */
  @ParameterizedTest
  @CsvSource({
    "FP16, qwen2-tied",
    "FP16, qwen3",
    "FP16, qwen3-bias",
    "INT8, qwen3",
    "INT8, qwen3-bias",
    "INT4, qwen2-tied",
    "INT4, qwen3",
    "INT4, qwen3-bias"
  })
  void generatesOtherwiseInLowerPrecisionAfterASingleValueHasChanged(
      Precision precision, String model) throws IOException {
    Weights before = ModelFolder.open(Golden.folder(model)).weights(1);
    try (Generator generator = Models.backend(precision).generator(Golden.folder(model))) {
      assertEachValueMatters(generator, before);
    }
  }

  static Stream<Arguments> devicePrecisionsAndModels() {
    return Stream.of(Precision.FP32, Precision.FP16)
        .flatMap(precision -> Golden.MODELS.stream().map(model -> Arguments.of(precision, model)));
  }

  /** Where weights are copied to a device. */
  @ParameterizedTest
  @MethodSource("devicePrecisionsAndModels")
  void generatesOtherwiseOnADeviceAfterASingleValueHasChanged(Precision precision, String model)
      throws IOException {
    Weights before = ModelFolder.open(Golden.folder(model)).weights(1);
    try (Generator generator = Models.onDevice(256, precision).generator(Golden.folder(model))) {
      assertEachValueMatters(generator, before);
    }
  }

  @ParameterizedTest
  @EnumSource(WeightMode.class)
  void generatesTheSameInEachWay(WeightMode mode) throws IOException {
    try (Generator reference = generator(WeightMode.REBUILD, "qwen3");
        Generator generator = generator(mode, "qwen3")) {
      assertThat(generator.generate(prompts(), 1, SAMPLING, new long[3]).responses().ids())
          .isEqualTo(reference.generate(prompts(), 1, SAMPLING, new long[3]).responses().ids());
    }
  }

  @Test
  void keepsItsWeightsWhenOthersAreRefused() throws IOException {
    Weights weights = ModelFolder.open(Golden.folder("qwen2-tied")).weights(1);
    Map<String, Weights.Tensor> surplus =
        new LinkedHashMap<>(changed(weights, "model.norm.weight").tensors());
    surplus.put("more", new Weights.Tensor(new long[] {0}, ByteBuffer.allocateDirect(0)));
    try (Generator generator = generator(WeightMode.LIVE, "qwen2-tied")) {
      float[] expected = logProbs(generator);
      assertThatThrownBy(() -> generator.load(new Weights(2, surplus)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("do not fit the model");
      assertThat(logProbs(generator)).isEqualTo(expected);
    }
  }

  private static Generator generator(WeightMode mode, String model) throws IOException {
    return Models.backend(1, 256, mode).generator(Golden.folder(model));
  }

  /** All tokens of the vocabulary are read, so that each row of the embedding matters. */
  private static Tokens prompts() {
    int[] all = new int[192];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return Tokens.of(List.of(new int[] {0}, all, new int[] {5, 6}));
  }

  private static float[] logProbs(Generator generator) {
    return generator.generate(prompts(), 1, SAMPLING, new long[3]).logProbs();
  }

  /** The weights with one value changed. */
  private static Weights changed(Weights weights, String name) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>(weights.tensors());
    Weights.Tensor tensor = Objects.requireNonNull(weights.tensors().get(name));
    ByteBuffer source = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer copy = ByteBuffer.allocateDirect(source.limit()).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(source).flip();
    copy.putFloat(0, copy.getFloat(0) + 1);
    tensors.put(name, new Weights.Tensor(tensor.shape(), copy));
    return new Weights(weights.version() + 1, tensors);
  }
}
