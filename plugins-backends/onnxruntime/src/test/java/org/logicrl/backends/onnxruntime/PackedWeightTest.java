package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.onnxruntime.PackedWeight.Part;

class PackedWeightTest {

  /**
   * Small, and large enough to be shared out; rows that fill whole blocks, and rows that do not.
   */
  @ParameterizedTest
  @CsvSource({"1, 5", "64, 8", "100, 3", "1024, 512", "700, 801", "70, 2100"})
  void turnsAMatrixOverAndBack(int outputs, int inputs) {
    PackedWeight weight = PackedWeight.projection("weight", parameter(outputs, inputs));
    Part part = weight.parts().get(0);
    ByteBuffer stored = values(outputs * inputs);
    FloatBuffer packed = FloatBuffer.allocate(outputs * inputs);
    weight.pack(part, stored, packed);
    float[] turned = new float[outputs * inputs];
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        turned[input * outputs + output] = stored.getFloat(Float.BYTES * (output * inputs + input));
      }
    }
    assertThat(packed.array()).isEqualTo(turned);
    ByteBuffer back = ByteBuffer.allocate(stored.capacity());
    weight.unpack(part, packed, back);
    assertThat(back).isEqualTo(stored);
  }

  @Test
  void lowerPrecisionIsTheSameOfManyValuesAsOfFew() {
    int inputs = 640;
    int outputs = 1100;
    FloatBuffer values = values(inputs * outputs).asFloatBuffer();
    // 32 inputs are one block, too few to be shared out.
    int rows = 32;
    for (WeightFormat format :
        List.of(new ElementFormat(ElementKind.FLOAT16), new BlockFormat(8), new BlockFormat(4))) {
      List<ByteBuffer> whole = encoded(format, inputs, outputs, values);
      for (int from = 0; from < inputs; from += rows) {
        List<ByteBuffer> piece =
            encoded(format, rows, outputs, values.slice(from * outputs, rows * outputs));
        for (int tensor = 0; tensor < whole.size(); tensor++) {
          // Half precision has rows of inputs, blocks have rows of outputs.
          int lines = format instanceof BlockFormat ? outputs : 1;
          int bytes = piece.get(tensor).capacity() / lines;
          for (int line = 0; line < lines; line++) {
            int at = (line * (inputs / rows) + from / rows) * bytes;
            assertThat(whole.get(tensor).slice(at, bytes))
                .isEqualTo(piece.get(tensor).slice(line * bytes, bytes));
          }
        }
      }
    }
  }

  @Test
  void onlyMuchWorkIsSharedOut() {
    assertThat(calls(7, 9_999_999)).isGreaterThan(1);
    assertThat(calls(7, 999)).isEqualTo(1);
  }

  private static int calls(int pieces, long values) {
    AtomicInteger calls = new AtomicInteger();
    Shares.run(pieces, values, (from, end) -> calls.incrementAndGet());
    return calls.get();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 9999999", "7, 9999999", "100000, 9999999", "5, 10"})
  void eachPieceIsWorkedOnOnce(int pieces, long values) {
    AtomicIntegerArray times = new AtomicIntegerArray(pieces);
    Shares.run(
        pieces,
        values,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            times.incrementAndGet(i);
          }
        });
    assertThat(IntStream.range(0, pieces).map(times::get)).allMatch(count -> count == 1);
  }

  /** The tensors of a matrix in a format. */
  private static List<ByteBuffer> encoded(
      WeightFormat format, int inputs, int outputs, FloatBuffer values) {
    PackedWeight weight = PackedWeight.projection("weight", parameter(outputs, inputs));
    List<ByteBuffer> targets =
        format.tensors(weight).stream()
            .map(tensor -> ReusedMemory.allocate(tensor.bytes()))
            .toList();
    format.encode(weight, values, targets);
    return targets;
  }

  private static Parameter parameter(long outputs, long inputs) {
    return new Parameter("weight", Parameter.Kind.MATRIX, outputs, inputs);
  }

  private static ByteBuffer values(int count) {
    ByteBuffer values = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      values.putFloat(Float.BYTES * i, (float) Math.sin(0.7 * i) * (1 + i % 13));
    }
    return values;
  }
}
