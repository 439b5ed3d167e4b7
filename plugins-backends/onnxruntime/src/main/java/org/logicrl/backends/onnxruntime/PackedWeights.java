package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.ParameterLayout;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.PackedWeight.Part;
import org.logicrl.backends.onnxruntime.WeightFormat.Stored;

/** The weights of a graph in memory, which the engine reads in place. */
final class PackedWeights {

  /**
   * A weight and its memory.
   *
   * @param buffers one for each of its tensors
   */
  private record Held(PackedWeight weight, WeightFormat format, List<ByteBuffer> buffers) {

    FloatBuffer floats() {
      return buffers.get(0).asFloatBuffer();
    }
  }

  private final boolean exact;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /**
   * The floats of any one weight. It is kept, since memory outside the heap is given back only when
   * the heap happens to be collected.
   */
  private final ByteBuffer scratch;

  /**
   * Takes memory for the weights of a model, all zero.
   *
   * @throws UnusableSettingsException where a weight as float32 needs 2 GiB or more: the engine's
   *     Java interface takes a tensor as one buffer, and lower precision is made from such a buffer
   */
  PackedWeights(ModelConfig config, Precision precision) {
    this.exact = precision == Precision.FP32;
    List<PackedWeight> plan = WeightPlan.of(config);
    plan.forEach(PackedWeights::requireOneBuffer);
    for (PackedWeight weight : plan) {
      WeightFormat format = precision.format(weight);
      List<ByteBuffer> buffers = new ArrayList<>();
      format.tensors(weight).forEach(tensor -> buffers.add(ReusedMemory.allocate(tensor.bytes())));
      held.put(weight.name(), new Held(weight, format, buffers));
      weight.parts().forEach(part -> parameters.put(part.source().name(), part.source()));
    }
    long longest = held.values().stream().mapToLong(one -> one.weight().size()).max().orElse(0);
    this.scratch = ReusedMemory.allocate(Float.BYTES * longest);
  }

  private static void requireOneBuffer(PackedWeight weight) {
    long bytes = Float.BYTES * weight.size();
    if (bytes > Integer.MAX_VALUE) {
      throw new UnusableSettingsException(
          ("onnxruntime takes a weight as one buffer of less than 2 GiB, but %s needs %d MiB:"
                  + " choose the backend pytorch, or a smaller model")
              .formatted(weight.name(), bytes >> 20));
    }
  }

  /** All tensors of the engine, with their content. */
  Map<Stored, ByteBuffer> tensors() {
    Map<Stored, ByteBuffer> tensors = new LinkedHashMap<>();
    for (Held one : held.values()) {
      List<Stored> stored = one.format().tensors(one.weight());
      for (int i = 0; i < stored.size(); i++) {
        tensors.put(stored.get(i), one.buffers().get(i));
      }
    }
    return tensors;
  }

  /** The size of all weights. */
  long bytes() {
    return held.values().stream()
        .flatMap(one -> one.buffers().stream())
        .mapToLong(ByteBuffer::capacity)
        .sum();
  }

  /** Adds the product of a value with a matrix to a graph, under a name. */
  void product(OnnxGraph graph, String x, String name, String product) {
    Held matrix = Objects.requireNonNull(held.get(name), name);
    matrix.format().product(graph, x, matrix.weight(), product);
  }

  /**
   * Overwrites all weights.
   *
   * @param weights exactly those of the model; otherwise nothing is overwritten
   */
  void set(Map<String, Weights.Tensor> weights) {
    ParameterLayout.requireFitting(parameters.values(), weights);
    FloatBuffer converted = scratch.asFloatBuffer();
    for (Held one : held.values()) {
      FloatBuffer target = exact ? one.floats() : converted;
      if (!exact && one.weight().isFilledUp()) {
        converted.put(0, new float[Math.toIntExact(one.weight().size())]);
      }
      for (Part part : one.weight().parts()) {
        Weights.Tensor source = Objects.requireNonNull(weights.get(part.source().name()));
        one.weight().pack(part, source.data(), target);
      }
      if (!exact) {
        one.format().encode(one.weight(), converted, one.buffers());
      }
    }
  }

  /**
   * The checksum of what the engine reads, or makes its session from, turned back into the tensors
   * that it was made of. At lower precision these cannot be had back: then it is that of the
   * tensors that were converted.
   *
   * @param given what was {@linkplain #set set} last
   * @throws IllegalStateException when a tensor that is there twice, such as a tied embedding, is
   *     not the same both times
   */
  Weights.Stamp stamp(Weights given) {
    if (!exact) {
      return given.stamp();
    }
    Map<String, Long> checksums = new LinkedHashMap<>();
    for (Held one : held.values()) {
      for (Part part : one.weight().parts()) {
        Parameter source = part.source();
        Weights.Tensor tensor = new Weights.Tensor(source.shape(), stored(one, part));
        long checksum = Weights.checksum(source.name(), tensor);
        Long other = checksums.put(source.name(), checksum);
        if (other != null && other != checksum) {
          throw new IllegalStateException(
              "the two copies of %s that the engine holds differ".formatted(source.name()));
        }
      }
    }
    return new Weights.Stamp(
        given.version(), checksums.values().stream().mapToLong(Long::longValue).sum());
  }

  /** A part as it was stored: where it lies, or a copy until the next one. */
  private ByteBuffer stored(Held one, Part part) {
    if (!one.weight().transposed()) {
      return one.buffers().get(0);
    }
    ByteBuffer copy = scratch.slice(0, Math.toIntExact(Float.BYTES * part.source().size()));
    one.weight().unpack(part, one.floats(), copy);
    return copy;
  }
}
