package org.logicrl.backends.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logicrl.api.backend.Weights;

/**
 * Copies float32 values between Java's memory and tensors that the engine owns, part by part: a
 * buffer holds less than 2 GiB, a tensor may hold more.
 *
 * <p>DJL's own ways are left alone. {@link PtNDArray#set} makes the tensor an alias of the Java
 * buffer, which may be a read-only file, or freed; {@link PtNDArray#copyTo} does the same by way of
 * one Java array.
 *
 * @param manager below which temporary tensors are made
 * @param partValues most values of a part that is read
 */
record HostMemory(DecoderProgram program, PtNDManager manager, int partValues) {

  /** Reads parts of 1 GiB. */
  HostMemory(DecoderProgram program, PtNDManager manager) {
    this(program, manager, 1 << 28);
  }

  /**
   * Overwrites a tensor.
   *
   * @param values all of the tensor's, as in {@link Weights.Tensor#parts}
   */
  void write(PtNDArray target, List<ByteBuffer> values) {
    long at = 0;
    for (ByteBuffer part : values) {
      int count = part.limit() / Float.BYTES;
      if (count > 0) {
        ByteBuffer bytes = part.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
        try (PtNDManager scratch = TorchEngine.scratch(manager)) {
          program.call(
              scratch,
              "write",
              target,
              at,
              scratch.create(bytes, new Shape(count), DataType.FLOAT32));
        }
      }
      at += count;
    }
  }

  /**
   * A copy of a part of a tensor.
   *
   * @param from the first value, counted in the order they lie in
   * @param shape of the copy
   * @param copies the one under the key is overwritten, or made where there is none
   */
  <K> Weights.Tensor read(
      PtNDArray source, long from, long[] shape, Map<K, Weights.Tensor> copies, K key) {
    Weights.Tensor copy = copies.computeIfAbsent(key, missing -> allocate(shape));
    long at = from;
    for (ByteBuffer part : copy.parts()) {
      long next = at + part.limit() / Float.BYTES;
      try (PtNDManager scratch = TorchEngine.scratch(manager)) {
        PtNDArray view = (PtNDArray) program.call(scratch, "read", source, at, next).get(0);
        part.duplicate().rewind().put(view.toByteBuffer(true));
      }
      at = next;
    }
    return copy;
  }

  private Weights.Tensor allocate(long[] shape) {
    List<ByteBuffer> parts = new ArrayList<>();
    long values = new Shape(shape).size();
    for (long at = 0; at < values; at += partValues) {
      int count = (int) Math.min(partValues, values - at);
      parts.add(ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN));
    }
    return new Weights.Tensor(shape, parts);
  }
}
