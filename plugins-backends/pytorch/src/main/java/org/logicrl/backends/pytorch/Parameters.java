package org.logicrl.backends.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.Parameter;

/**
 * A model's parameters as the program wants them: the weights that are multiplied with the same
 * input are one tensor, which spares the engine a call for each.
 *
 * <p>Rows of the parts lie one after the other, so each Hugging Face tensor is a contiguous slice
 * of its packed one, and export copies nothing twice.
 */
final class Parameters {

  /** Where the weights of a model come from. */
  @FunctionalInterface
  interface Source {
    Weights.Tensor read(Parameter parameter) throws IOException;
  }

  private final List<PackedTensor> layout;
  private final List<PtNDArray> packed;
  private final List<PtNDArray> arguments;

  private Parameters(List<PackedTensor> layout, List<PtNDArray> packed, List<PtNDArray> arguments) {
    this.layout = layout;
    this.packed = packed;
    this.arguments = arguments;
  }

  /**
   * Reads all parameters.
   *
   * @param manager owns the tensors
   * @param trainable whether gradients will be asked for
   */
  static Parameters load(PtNDManager manager, PackedLayout layout, Source source, boolean trainable)
      throws IOException {
    List<PackedTensor> tensors = layout.tensors();
    List<PtNDArray> packed = new ArrayList<>();
    for (PackedTensor tensor : tensors) {
      PtNDArray array = manager.create(new Shape(tensor.shape()), DataType.FLOAT32);
      fill(manager, array, tensor.pack(source));
      if (trainable) {
        array.setRequiresGradient(true);
      }
      packed.add(array);
    }
    PtNDArray missing = (PtNDArray) manager.zeros(new Shape(0), DataType.FLOAT32);
    List<PtNDArray> arguments = new ArrayList<>();
    for (int slot : layout.slots()) {
      arguments.add(slot < 0 ? missing : packed.get(slot));
    }
    return new Parameters(tensors, packed, arguments);
  }

  /** The list that every method of the program takes. */
  List<PtNDArray> arguments() {
    return arguments;
  }

  /** Each parameter once. */
  List<PtNDArray> packed() {
    return packed;
  }

  /**
   * Overwrites all parameters, which must not be trainable, in place.
   *
   * @param weights exactly those of the model; otherwise nothing is overwritten
   */
  void set(PtNDManager manager, Map<String, Weights.Tensor> weights) {
    int count = 0;
    for (PackedTensor tensor : layout) {
      for (Parameter part : tensor.parts()) {
        Weights.Tensor given = weights.get(part.name());
        if (given == null || !Arrays.equals(given.shape(), part.shape())) {
          throw new IllegalArgumentException(
              "the weights to load do not fit the model: %s %s"
                  .formatted(part.name(), given == null ? "is missing" : "has another shape"));
        }
        count++;
      }
    }
    if (weights.size() != count) {
      throw new IllegalArgumentException(
          "the weights to load do not fit the model: they are %d, but the model has %d"
              .formatted(weights.size(), count));
    }
    try {
      for (int i = 0; i < packed.size(); i++) {
        fill(
            manager,
            packed.get(i),
            layout.get(i).pack(part -> Objects.requireNonNull(weights.get(part.name()))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("weights in memory could not be read", e);
    }
  }

  /**
   * Copies values into a tensor that the engine owns. {@link PtNDArray#set} must not be used for
   * that: it makes the tensor an alias of the Java buffer, which may be a read-only file, or freed.
   */
  static void fill(PtNDManager manager, PtNDArray target, ByteBuffer values) {
    try (PtNDManager scratch = TorchEngine.scratch(manager)) {
      scratch.create(values, target.getShape(), DataType.FLOAT32).copyTo(target);
    }
  }

  /** A copy of all parameters in host memory, by Hugging Face name. */
  Map<String, Weights.Tensor> export() {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < packed.size(); i++) {
      ByteBuffer data = toHost(packed.get(i)).data();
      int at = 0;
      for (Parameter part : layout.get(i).parts()) {
        int bytes = PackedTensor.bytes(part);
        ByteBuffer slice = data.slice(at, bytes).order(ByteOrder.LITTLE_ENDIAN);
        tensors.put(part.name(), new Weights.Tensor(part.shape(), slice));
        at += bytes;
      }
    }
    return tensors;
  }

  /** A copy of a tensor in host memory. */
  static Weights.Tensor toHost(PtNDArray array) {
    ByteBuffer copy =
        ByteBuffer.allocateDirect(Math.toIntExact(4 * array.size())).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(array.toByteBuffer(true)).flip();
    return new Weights.Tensor(array.getShape().getShape(), copy);
  }
}
