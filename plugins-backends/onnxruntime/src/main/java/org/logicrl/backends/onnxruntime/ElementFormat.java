package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Map;

/**
 * A number for each value, as float or as half precision.
 *
 * @param kind FLOAT or FLOAT16
 */
record ElementFormat(ElementKind kind) implements WeightFormat {

  @Override
  public List<Stored> tensors(PackedWeight weight) {
    return List.of(new Stored(weight.name(), kind, weight.shape()));
  }

  @Override
  public void encode(PackedWeight weight, FloatBuffer values, List<ByteBuffer> targets) {
    int count = Math.toIntExact(weight.size());
    if (kind == ElementKind.FLOAT) {
      targets.get(0).asFloatBuffer().put(0, values, 0, count);
      return;
    }
    ShortBuffer target = targets.get(0).asShortBuffer();
    Shares.run(
        count,
        count,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            target.put(i, half(values.get(i)));
          }
        });
  }

  @Override
  public void product(OnnxGraph graph, String x, PackedWeight weight, String product) {
    graph.node("", "MatMul", List.of(x, weight.name()), List.of(product), Map.of());
  }

  /** The half-precision number that is nearest, the even one of two (IEEE 754). */
  static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    int rounded;
    if (magnitude > 0x7F800000) {
      rounded = 0x7E00;
    } else if (magnitude >= 0x47800000) {
      rounded = 0x7C00;
    } else if (magnitude < 0x38800000) {
      // The last bit of 0.5 weighs as much as that of a subnormal half: the addition rounds.
      rounded =
          Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f)
              - Float.floatToRawIntBits(0.5f);
    } else {
      rounded = (magnitude - 0x38000000 + 0xFFF + ((magnitude >> 13) & 1)) >> 13;
    }
    return (short) (sign | rounded);
  }
}
