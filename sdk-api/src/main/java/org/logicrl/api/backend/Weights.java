package org.logicrl.api.backend;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The weights of a model at one moment, under their Hugging Face names.
 *
 * <p>They carry a version, which grows with every optimiser step, and a checksum of their content.
 * A generator that loads them answers with both as {@link Stamp}, so that a rollout from stale
 * weights cannot go unnoticed.
 */
public final class Weights {

  private final long version;
  private final Map<String, Tensor> tensors;

  /**
   * Weights of a version.
   *
   * @param tensors by name, in a fixed order; direct buffers, not to be changed
   */
  public Weights(long version, Map<String, Tensor> tensors) {
    this.version = version;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The number of optimiser steps that made these. */
  public long version() {
    return version;
  }

  /** The tensors by Hugging Face name. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** The version and the checksum of the content, computed now. */
  public Stamp stamp() {
    long checksum = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      CRC32C crc = new CRC32C();
      crc.update(entry.getValue().data().duplicate());
      // The sum does not depend on the order of the tensors; the name ties each content to its
      // place.
      checksum += (crc.getValue() + 1) * (2L * entry.getKey().hashCode() + 1);
    }
    return new Stamp(version, checksum);
  }

  /**
   * What identifies weights.
   *
   * @param version the number of optimiser steps that made them
   * @param checksum of names and content, independent of the order of the tensors
   */
  public record Stamp(long version, long checksum) {}

  /**
   * One tensor in host memory.
   *
   * @param shape the sizes of its dimensions
   * @param data float32 values, row-major, little-endian, from position 0 to the limit
   */
  public record Tensor(long[] shape, ByteBuffer data) {

    /** Checks the size. */
    public Tensor {
      long bytes = 4;
      for (long size : shape) {
        bytes *= size;
      }
      if (data.limit() != bytes) {
        throw new IllegalArgumentException(
            "a float32 tensor of shape %s has %d bytes, but the data has %d"
                .formatted(Arrays.toString(shape), bytes, data.limit()));
      }
    }
  }
}
