package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** What runs on a GPU, with weights and caches in memory of the engine, here on the processor. */
class DeviceEngineTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final long SEED = 23;

  private static long[] keys(int count) {
    long[] keys = new long[count];
    Arrays.setAll(keys, i -> RandomStream.key(SEED, "test", i));
    return keys;
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void generatesGreedilyLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    JsonNode expected = golden.json().get("greedy");
    Tokens prompts = golden.sequences(0, 1, 2).tokens();
    try (Generator generator = Models.onDevice(256, Precision.FP32).generator(golden.folder())) {
      Generation generation =
          generator.generate(prompts, 1, new Sampling(0, 0, 1, 40, List.of()), new long[3]);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(generation.responses().row(i)).containsExactly(Golden.ids(expected.get(i)));
      }
    }
  }

  /** With responses of many lengths, which enter and leave batches of many sizes. */
  @ParameterizedTest
  @CsvSource({"1, FP32", "2, FP32", "3, FP32", "7, FP32", "256, FP32", "5, FP16"})
  void writesWhatTheHostWrites(int generationBatch, Precision precision) throws IOException {
    Golden golden = Golden.of("qwen3");
    Tokens prompts = golden.sequences(3, 0, 1, 2).tokens();
    Sampling sampling = new Sampling(1, 0, 0.9, 100, List.of(3, 30, 60, 90, 120));
    try (Generator host = Models.backend(precision).generator(golden.folder());
        Generator device = Models.onDevice(generationBatch, precision).generator(golden.folder())) {
      Generation expected = host.generate(prompts, 8, sampling, keys(32));
      Generation generation = device.generate(prompts, 8, sampling, keys(32));
      assertThat(generation.responses().ids()).isEqualTo(expected.responses().ids());
      assertThat(generation.finishes()).isEqualTo(expected.finishes());
      assertThat(generation.logProbs()).containsExactly(expected.logProbs(), within(1e-4f));
    }
  }

  @Test
  void goesOnFromCallToCallWithCachesOfOtherSizes() throws IOException {
    Golden golden = Golden.of("llama3-rope");
    try (Generator host = Models.backend().generator(golden.folder());
        Generator device = Models.onDevice(4, Precision.FP32).generator(golden.folder())) {
      for (int maxTokens : new int[] {60, 5, 90, 1}) {
        Tokens prompts = golden.sequences(maxTokens % 4, 1).tokens();
        Sampling sampling = new Sampling(0.8, 0, 1, maxTokens, List.of(3));
        assertThat(device.generate(prompts, 4, sampling, keys(8)).responses().ids())
            .as("%d tokens", maxTokens)
            .isEqualTo(host.generate(prompts, 4, sampling, keys(8)).responses().ids());
      }
    }
  }

  @Test
  void runsNothingBeforeItHasWeights() throws IOException {
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings("cpu", 1, 0, 8, 1, WeightMode.AUTO, Precision.FP32);
    try (DecoderSession session =
        DecoderSession.open(
            ModelFolder.open(Golden.folder("qwen3")).config(),
            settings,
            Models.CPU,
            DecoderGraph.Purpose.GENERATE)) {
      assertThatThrownBy(() -> session.run(Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no weights have been loaded");
    }
  }

  /** As many bytes as no machine has. */
  @Test
  void saysThatTheDeviceHasNoRoom() throws IOException {
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings("cpu", 1, 0, 8, Integer.MAX_VALUE, WeightMode.AUTO, Precision.FP32);
    OnnxRuntimeBackend backend =
        new OnnxRuntimeBackend(settings, () -> new DeviceChoice(Models.CPU, "cpu"));
    assertThatThrownBy(() -> backend.generator(Golden.folder("qwen3")))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("the device has no room for caches of 2147483647 MiB")
        .hasMessageContaining("lower cacheMiB");
  }
}
