package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** How the engine holds a weight. */
interface WeightFormat {

  /**
   * A tensor of the engine.
   *
   * @param name in the graph
   * @param shape its sizes
   */
  record Stored(String name, ElementKind kind, long... shape) {

    /** The size of its content. */
    long bytes() {
      return kind.bytes(shape);
    }
  }

  /** The tensors that a weight is held as. */
  List<Stored> tensors(PackedWeight weight);

  /**
   * Writes a weight.
   *
   * @param values row-major, from the beginning
   * @param targets the content of its {@link #tensors}
   */
  void encode(PackedWeight weight, FloatBuffer values, List<ByteBuffer> targets);

  /** Adds the product of a value with a matrix [in, out] to a graph, under a name. */
  void product(OnnxGraph graph, String x, PackedWeight weight, String product);
}
