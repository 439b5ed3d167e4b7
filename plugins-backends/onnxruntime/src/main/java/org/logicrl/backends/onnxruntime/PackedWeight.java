package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.logicrl.backends.checkpoint.Parameter;

/**
 * One weight of the graph, made of one or more Hugging Face tensors.
 *
 * <p>The engine multiplies with matrices [in, out], Hugging Face stores [out, in]: so projections
 * are transposed, and those of the same input lie side by side. A vector [out] is treated as a
 * projection of one input.
 *
 * @param name in the graph
 * @param transposed whether it is [in, out]; otherwise it is its only part, as stored
 * @param shape its sizes
 * @param parts what it is made of
 */
record PackedWeight(String name, boolean transposed, long[] shape, List<Part> parts) {

  /** Rows of a source that are read, and turned over, at once. */
  private static final int BLOCK = 64;

  /** The most columns of them: so that what each thread holds stays in its cache. */
  private static final int WIDTH = 1024;

  /**
   * What is left free between rows in memory: else the rows of a matrix as wide as a power of two
   * would take each other's place in the processor's cache.
   */
  private static final int GAP = 16;

  /**
   * A Hugging Face tensor and where its values go.
   *
   * @param source [out, in], or [out]
   * @param rows the packed index of each output
   * @param columns the packed index of each input
   */
  record Part(Parameter source, int[] rows, int[] columns) {

    /** A part whose values keep their order. */
    static Part inOrder(Parameter source) {
      return new Part(source, range(source.shape()[0]), range(inputs(source)));
    }

    private static long inputs(Parameter source) {
      return source.shape().length == 1 ? 1 : source.shape()[1];
    }

    private static int[] range(long count) {
      int[] range = new int[Math.toIntExact(count)];
      Arrays.setAll(range, i -> i);
      return range;
    }

    /** How many outputs from one on, of those before an end, lie side by side. */
    private int run(int from, int end) {
      int run = 1;
      while (from + run < end && rows[from + run] == rows[from] + run) {
        run++;
      }
      return run;
    }
  }

  /** A matrix that is laid out as it is stored. */
  static PackedWeight asStored(String name, Parameter source) {
    return new PackedWeight(name, false, source.shape(), List.of(Part.inOrder(source)));
  }

  /** The transpose of a matrix, or a vector. */
  static PackedWeight projection(String name, Parameter source) {
    long[] stored = source.shape();
    long[] shape = stored.length == 1 ? stored : new long[] {stored[1], stored[0]};
    return new PackedWeight(name, true, shape, List.of(Part.inOrder(source)));
  }

  /** Whether it is a matrix that is multiplied with. */
  boolean isProjection() {
    return transposed && shape.length > 1;
  }

  /** Whether it has zeros beside the values of its parts. */
  boolean isFilledUp() {
    return parts.stream().mapToLong(part -> part.source().size()).sum() < size();
  }

  /** The number of values, those that fill up heads included. */
  long size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Copies a part from how it is stored into this weight. */
  void pack(Part part, ByteBuffer stored, FloatBuffer packed) {
    FloatBuffer source = floats(stored);
    if (!transposed) {
      packed.put(0, source, 0, source.limit());
      return;
    }
    Shares.run(
        blocks(part),
        part.source().size(),
        (from, end) -> pack(part, source, packed, from * BLOCK, end * BLOCK));
  }

  /** Packs the rows from one on, which begins a block, to an end. */
  private void pack(Part part, FloatBuffer source, FloatBuffer packed, int begin, int end) {
    int inputs = part.columns().length;
    int stride = Math.min(inputs, WIDTH) + GAP;
    float[] block = new float[BLOCK * stride];
    float[] line = new float[BLOCK];
    for (int from = begin; from < Math.min(end, part.rows().length); from += BLOCK) {
      int count = Math.min(BLOCK, part.rows().length - from);
      for (int column = 0; column < inputs; column += WIDTH) {
        int width = Math.min(WIDTH, inputs - column);
        for (int i = 0; i < count; i++) {
          source.get((from + i) * inputs + column, block, i * stride, width);
        }
        for (int k = 0; k < width; k++) {
          for (int i = 0; i < count; i++) {
            line[i] = block[i * stride + k];
          }
          for (int i = 0, run; i < count; i += run) {
            run = part.run(from + i, from + count);
            packed.put(index(part, from + i, column + k), line, i, run);
          }
        }
      }
    }
  }

  /** Copies a part back to how it was stored: undoes {@link #pack}. */
  void unpack(Part part, FloatBuffer packed, ByteBuffer stored) {
    FloatBuffer target = floats(stored);
    if (!transposed) {
      target.put(0, packed, 0, target.limit());
      return;
    }
    Shares.run(
        blocks(part),
        part.source().size(),
        (from, end) -> unpack(part, packed, target, from * BLOCK, end * BLOCK));
  }

  private void unpack(Part part, FloatBuffer packed, FloatBuffer target, int begin, int end) {
    int inputs = part.columns().length;
    int stride = Math.min(inputs, WIDTH) + GAP;
    float[] block = new float[BLOCK * stride];
    float[] line = new float[BLOCK];
    for (int from = begin; from < Math.min(end, part.rows().length); from += BLOCK) {
      int count = Math.min(BLOCK, part.rows().length - from);
      for (int column = 0; column < inputs; column += WIDTH) {
        int width = Math.min(WIDTH, inputs - column);
        for (int k = 0; k < width; k++) {
          for (int i = 0, run; i < count; i += run) {
            run = part.run(from + i, from + count);
            packed.get(index(part, from + i, column + k), line, i, run);
          }
          for (int i = 0; i < count; i++) {
            block[i * stride + k] = line[i];
          }
        }
        for (int i = 0; i < count; i++) {
          target.put((from + i) * inputs + column, block, i * stride, width);
        }
      }
    }
  }

  private static int blocks(Part part) {
    return (part.rows().length + BLOCK - 1) / BLOCK;
  }

  /** The place of an output's weight for an input. */
  private int index(Part part, int output, int input) {
    int width = Math.toIntExact(shape[shape.length - 1]);
    return part.columns()[input] * width + part.rows()[output];
  }

  private static FloatBuffer floats(ByteBuffer stored) {
    return stored.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind().asFloatBuffer();
  }
}
