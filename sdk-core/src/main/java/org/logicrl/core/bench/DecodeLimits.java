package org.logicrl.core.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.logicrl.api.backend.ModelShape;

/**
 * What a machine allows in decoding: the two lines of a roofline (Williams et al., "Roofline", CACM
 * 2009).
 *
 * <p>A step reads every weight once and every cached key and value once, and multiplies each weight
 * with each sequence. Numbers have 32 bits and lie in the processor's memory, so nothing is said of
 * an engine that does not answer how fast it multiplies such. Weights and caches that fit into the
 * processor's caches are read faster than from memory, so small work may be above the line.
 *
 * @param tokens the rows of the output head
 * @param bandwidth bytes that can be read in a second
 * @param products additions and multiplications in a second; empty where the engine cannot say
 */
record DecodeLimits(ModelShape shape, int tokens, double bandwidth, OptionalDouble products) {

  /**
   * These limits, raised to those of another moment: on a shared machine, one moment may be a bad
   * one.
   */
  DecodeLimits raisedTo(DecodeLimits other) {
    OptionalDouble more = DoubleStream.concat(products.stream(), other.products.stream()).max();
    return new DecodeLimits(shape, tokens, Math.max(bandwidth, other.bandwidth), more);
  }

  /** Tokens per second of so many sequences, each with so many tokens in the cache. */
  double memoryAllows(int sequences, double cached) {
    if (products.isEmpty()) {
      return Double.NaN;
    }
    double keys = (double) shape.hiddenSize() / shape.heads() * shape.keyValueHeads();
    double values = weights() + 2 * shape.layers() * keys * cached * sequences;
    return sequences * bandwidth / (Float.BYTES * values);
  }

  /** See {@link #memoryAllows}. */
  double productsAllow(int sequences, double cached) {
    // Each cached token is met twice in a layer: by the query for its score, and for its value.
    double attention = 2.0 * shape.layers() * shape.hiddenSize() * cached;
    return products.orElse(Double.NaN) / (2 * (weights() + attention));
  }

  /** What was measured of the machine. */
  List<Figure> figures() {
    Figure memory = new Figure("memory read", bandwidth * 1e-9, "GB/s");
    return products.isPresent()
        ? List.of(
            memory, new Figure("large matrix products", products.getAsDouble() * 1e-9, "GFLOP/s"))
        : List.of(memory);
  }

  private double weights() {
    return shape.layers() * StepOperations.layerWeights(shape)
        + (double) tokens * shape.hiddenSize();
  }
}
