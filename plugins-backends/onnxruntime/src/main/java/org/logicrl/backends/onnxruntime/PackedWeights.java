package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.onnxruntime.PackedWeight.Part;

/** The weights of a graph in memory, which the engine reads in place. */
final class PackedWeights {

  private final List<PackedWeight> plan;
  private final Map<String, ByteBuffer> buffers = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** Takes memory for the weights of a model, all zero. */
  PackedWeights(ModelConfig config) {
    this.plan = WeightPlan.of(config);
    for (PackedWeight weight : plan) {
      buffers.put(weight.name(), floats(weight.size()));
      weight.parts().forEach(part -> parameters.put(part.source().name(), part.source()));
    }
  }

  /** Memory for some floats, all zero. */
  static ByteBuffer floats(long count) {
    int bytes = Math.toIntExact(Math.multiplyExact(Float.BYTES, count));
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** What the weights are. */
  List<PackedWeight> plan() {
    return plan;
  }

  /** The size of all weights. */
  long bytes() {
    return buffers.values().stream().mapToLong(ByteBuffer::capacity).sum();
  }

  /**
   * Overwrites all weights.
   *
   * @param weights exactly those of the model; otherwise nothing is overwritten
   */
  void set(Map<String, Weights.Tensor> weights) {
    parameters.forEach(
        (name, parameter) -> {
          Weights.Tensor given = weights.get(name);
          if (given == null || !Arrays.equals(given.shape(), parameter.shape())) {
            throw new IllegalArgumentException(
                "the weights to load do not fit the model: %s %s"
                    .formatted(name, given == null ? "is missing" : "has another shape"));
          }
        });
    if (weights.size() != parameters.size()) {
      throw new IllegalArgumentException(
          "the weights to load do not fit the model: they are %d, but the model has %d"
              .formatted(weights.size(), parameters.size()));
    }
    for (PackedWeight weight : plan) {
      ByteBuffer target = buffer(weight);
      for (Part part : weight.parts()) {
        Weights.Tensor source = Objects.requireNonNull(weights.get(part.source().name()));
        weight.pack(part, source.data(), target.asFloatBuffer());
      }
    }
  }

  /**
   * The checksum of what the engine reads, turned back into the tensors that it was made of.
   *
   * @throws IllegalStateException when a tensor that is there twice, such as a tied embedding, is
   *     not the same both times
   */
  Weights.Stamp stamp(long version) {
    Map<String, Long> checksums = new LinkedHashMap<>();
    long longest = parameters.values().stream().mapToLong(Parameter::size).max().orElse(0);
    ByteBuffer scratch = floats(longest);
    for (PackedWeight weight : plan) {
      for (Part part : weight.parts()) {
        Parameter source = part.source();
        ByteBuffer stored = scratch.slice(0, Math.toIntExact(Float.BYTES * source.size()));
        weight.unpack(part, buffer(weight).asFloatBuffer(), stored);
        Weights.Tensor tensor = new Weights.Tensor(source.shape(), stored);
        long checksum = new Weights(version, Map.of(source.name(), tensor)).stamp().checksum();
        Long other = checksums.put(source.name(), checksum);
        if (other != null && other != checksum) {
          throw new IllegalStateException(
              "the two copies of %s that the engine holds differ".formatted(source.name()));
        }
      }
    }
    return new Weights.Stamp(version, checksums.values().stream().mapToLong(Long::longValue).sum());
  }

  /** The content of a weight. */
  ByteBuffer buffer(PackedWeight weight) {
    ByteBuffer buffer = buffers.get(weight.name());
    if (buffer == null) {
      throw new IllegalStateException("no memory for " + weight.name());
    }
    return buffer.duplicate().order(ByteOrder.nativeOrder());
  }
}
