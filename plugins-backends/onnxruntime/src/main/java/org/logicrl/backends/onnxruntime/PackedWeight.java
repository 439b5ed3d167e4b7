package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
    turn(
        part,
        tile -> {
          tile.readStored(source);
          tile.writePacked(packed);
        });
  }

  /** Copies a part back to how it was stored: undoes {@link #pack}. */
  void unpack(Part part, FloatBuffer packed, ByteBuffer stored) {
    FloatBuffer target = floats(stored);
    if (!transposed) {
      target.put(0, packed, 0, target.limit());
      return;
    }
    turn(
        part,
        tile -> {
          tile.readPacked(packed);
          tile.writeStored(target);
        });
  }

  private void turn(Part part, Consumer<Tile> work) {
    int outputs = part.rows().length;
    int width = Math.toIntExact(shape[shape.length - 1]);
    Shares.run(
        (outputs + Tile.OUTPUTS - 1) / Tile.OUTPUTS,
        part.source().size(),
        (from, end) ->
            new Tile(part, width)
                .move(from * Tile.OUTPUTS, Math.min(end * Tile.OUTPUTS, outputs), work));
  }

  private static FloatBuffer floats(ByteBuffer stored) {
    return stored.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind().asFloatBuffer();
  }
}
