package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Integers of a few bits, with a scale for each {@value #BLOCK} inputs of an output: the format of
 * the engine's MatMulNBits, which has rows of outputs.
 *
 * <p>A value is scale x (integer - 2^(bits - 1)). The scale makes the greatest magnitude of a block
 * the greatest integer; with 4 bits, where the range of -8 to 7 is not symmetric, the -8.
 *
 * @param bits 4 or 8
 */
record BlockFormat(int bits) implements WeightFormat {

  private static final int BLOCK = 32;

  /** The most outputs that are read at once: so that they stay in the cache. */
  private static final int WIDTH = 1024;

  /** The engine multiplies in 8-bit integers: the weights are no more precise. */
  private static final long ACCURACY_INT8 = 4;

  @Override
  public List<Stored> tensors(PackedWeight weight) {
    long outputs = weight.shape()[1];
    long blocks = blocks(weight);
    return List.of(
        new Stored(weight.name(), ElementKind.UINT8, outputs, blocks, blob()),
        new Stored(scales(weight), ElementKind.FLOAT, outputs * blocks));
  }

  @Override
  public void encode(PackedWeight weight, FloatBuffer values, List<ByteBuffer> targets) {
    Shares.run(
        blocks(weight), weight.size(), (from, end) -> encode(weight, values, targets, from, end));
  }

  private void encode(
      PackedWeight weight, FloatBuffer values, List<ByteBuffer> targets, int from, int end) {
    int inputs = Math.toIntExact(weight.shape()[0]);
    int outputs = Math.toIntExact(weight.shape()[1]);
    int blocks = blocks(weight);
    FloatBuffer scales = targets.get(1).asFloatBuffer();
    int most = Math.min(outputs, WIDTH);
    float[] tile = new float[BLOCK * most];
    float[] column = new float[BLOCK];
    for (int block = from; block < end; block++) {
      int count = Math.min(BLOCK, inputs - block * BLOCK);
      for (int first = 0; first < outputs; first += WIDTH) {
        int width = Math.min(WIDTH, outputs - first);
        for (int i = 0; i < count; i++) {
          values.get((block * BLOCK + i) * outputs + first, tile, i * most, width);
        }
        for (int k = 0; k < width; k++) {
          for (int i = 0; i < BLOCK; i++) {
            column[i] = i < count ? tile[i * most + k] : 0;
          }
          int at = (first + k) * blocks + block;
          scales.put(at, encode(column, targets.get(0), at * blob()));
        }
      }
    }
  }

  /** Writes the integers of a block, and returns its scale. */
  private float encode(float[] values, ByteBuffer target, int at) {
    float extreme = 0;
    for (float value : values) {
      if (Math.abs(value) > Math.abs(extreme)) {
        extreme = value;
      }
    }
    int middle = 1 << (bits - 1);
    float scale = bits == 4 ? extreme / -middle : Math.abs(extreme) / (middle - 1);
    float inverse = scale == 0 ? 0 : 1 / scale;
    int perByte = Byte.SIZE / bits;
    for (int i = 0; i < values.length; i += perByte) {
      int packed = 0;
      for (int j = 0; j < perByte; j++) {
        int integer = Math.round(values[i + j] * inverse) + middle;
        packed |= Math.max(0, Math.min(2 * middle - 1, integer)) << (j * bits);
      }
      target.put(at + i / perByte, (byte) packed);
    }
    return scale;
  }

  @Override
  public void product(OnnxGraph graph, String x, PackedWeight weight, String product) {
    graph.node(
        OnnxGraph.CONTRIB,
        "MatMulNBits",
        List.of(x, weight.name(), scales(weight)),
        List.of(product),
        Map.of(
            "K",
            weight.shape()[0],
            "N",
            weight.shape()[1],
            "bits",
            (long) bits,
            "block_size",
            (long) BLOCK,
            "accuracy_level",
            ACCURACY_INT8));
  }

  private static String scales(PackedWeight weight) {
    return weight.name() + "_scales";
  }

  private static int blocks(PackedWeight weight) {
    return Math.toIntExact((weight.shape()[0] + BLOCK - 1) / BLOCK);
  }

  /** The bytes of a block's integers. */
  private int blob() {
    return BLOCK * bits / Byte.SIZE;
  }
}
