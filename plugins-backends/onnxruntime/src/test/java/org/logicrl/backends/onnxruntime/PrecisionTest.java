package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;

/** How far lower precision is from single precision, and how numbers are written. */
class PrecisionTest {

  private static final Sampling GREEDY = new Sampling(0, 0, 1, 1, List.of());

  /** Log-probabilities of most likely next tokens, after all beginnings of some sequences. */
  @ParameterizedTest
  @CsvSource({
    "FP16, qwen2-tied, 0.02",
    "FP16, qwen3, 0.02",
    "FP16, qwen3-bias, 0.02",
    "INT8, qwen2-tied, 0.05",
    "INT8, qwen2-untied, 0.05",
    "INT8, qwen3, 0.05",
    "INT8, qwen3-bias, 0.05",
    "INT8, llama3-rope, 0.05",
    "INT4, qwen2-tied, 0.6",
    "INT4, qwen3, 0.6",
    "INT4, qwen3-bias, 0.6"
  })
  void staysCloseToSinglePrecision(Precision precision, String model, double tolerance)
      throws IOException {
    Tokens prompts = beginnings(Golden.of(model));
    float[] expected = logProbs(Precision.FP32, model, prompts);
    float[] actual = logProbs(precision, model, prompts);
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.abs(actual[i] - expected[i]);
    }
    assertThat(sum / expected.length)
        .as("mean difference of log-probabilities")
        .isLessThan(tolerance)
        .isGreaterThan(0);
  }

  private static float[] logProbs(Precision precision, String model, Tokens prompts)
      throws IOException {
    try (Generator generator = Models.backend(precision).generator(Golden.folder(model))) {
      return generator.generate(prompts, 1, GREEDY, new long[prompts.spans().count()]).logProbs();
    }
  }

  private static Tokens beginnings(Golden golden) {
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < golden.count(); i++) {
      int[] sequence = golden.sequences(i).tokens().ids();
      for (int length = 1; length <= sequence.length; length++) {
        prompts.add(Arrays.copyOf(sequence, length));
      }
    }
    return Tokens.of(prompts);
  }

  /** The cache holds half precision, too. */
  @ParameterizedTest
  @CsvSource({"FP16", "INT8", "INT4"})
  void decodesTheSameOnTheSameWeightsLoadedAgain(Precision precision) throws IOException {
    Weights weights = ModelFolder.open(Golden.folder("qwen3")).weights(3);
    Sampling sampling = new Sampling(1, 0, 1, 40, List.of(3, 30));
    Tokens prompts = Golden.of("qwen3").sequences(0, 1, 2).tokens();
    long[] keys = {1, 2, 3, 4, 5, 6};
    try (Generator generator = Models.backend(precision).generator(Golden.folder("qwen3"))) {
      Generation first = generator.generate(prompts, 2, sampling, keys);
      assertThat(generator.load(weights)).isEqualTo(weights.stamp());
      Generation again = generator.generate(prompts, 2, sampling, keys);
      assertThat(again.logProbs()).isEqualTo(first.logProbs());
      assertThat(again.responses().ids()).isEqualTo(first.responses().ids());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x0000",
    "-0.0, 0x8000",
    "1, 0x3C00",
    "-2, 0xC000",
    "65504, 0x7BFF",
    "65520, 0x7C00",
    "1e30, 0x7C00",
    "-1e30, 0xFC00",
    "5.9604645e-8, 0x0001",
    "2.9802322e-8, 0x0000",
    "6.103515625e-5, 0x0400",
    "6.097555e-5, 0x03FF",
    "1.00048828125, 0x3C00",
    "1.00146484375, 0x3C02"
  })
  void roundsToTheNearestHalf(float value, String bits) {
    assertThat(ElementFormat.half(value)).isEqualTo((short) (int) Integer.decode(bits));
  }

  @Test
  void keepsWhatIsNotANumber() {
    assertThat(ElementFormat.half(Float.NaN) & 0x7FFF).isGreaterThan(0x7C00);
  }

  /** Each value is at most half a step from where it was; a last block is short. */
  @ParameterizedTest
  @CsvSource({"8, 127", "4, 8"})
  void writesIntegersThatAreHalfAStepAway(int bits, int steps) {
    RandomStream random = new RandomStream(4);
    PackedWeight weight = new PackedWeight("w", true, new long[] {40, 3}, List.of());
    float[] values = new float[120];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    BlockFormat format = new BlockFormat(bits);
    List<ByteBuffer> targets =
        format.tensors(weight).stream()
            .map(tensor -> ReusedMemory.allocate(tensor.bytes()))
            .toList();
    format.encode(weight, FloatBuffer.wrap(values), targets);
    for (int input = 0; input < 40; input++) {
      for (int output = 0; output < 3; output++) {
        int block = output * 2 + input / 32;
        float scale = targets.get(1).asFloatBuffer().get(block);
        int at = input % 32;
        int raw = targets.get(0).get(block * 4 * bits + at * bits / 8) & 0xFF;
        int integer = bits == 8 ? raw : (raw >> (4 * (at % 2))) & 0xF;
        float value = values[input * 3 + output];
        float difference = Math.abs(scale * (integer - (1 << (bits - 1))) - value);
        // With 4 bits the range has one step less above than below.
        float most = Math.abs(scale) * (bits == 4 && Math.abs(value / scale) > 7 ? 1 : 0.5f);
        assertThat(difference).as("%d, %d", input, output).isLessThanOrEqualTo(most * 1.0001f);
        assertThat(Math.abs(scale) * steps).isLessThan(5);
      }
    }
  }
}
