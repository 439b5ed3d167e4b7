package org.logicrl.api.backend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
    // The sum does not depend on the order of the tensors, so that they can be read in parallel.
    long checksum =
        tensors.entrySet().parallelStream()
            .mapToLong(entry -> checksum(entry.getKey(), entry.getValue()))
            .sum();
    return new Stamp(version, checksum);
  }

  /**
   * The checksum of one tensor. That of weights is the sum of those of their tensors, so a backend
   * need not have all of them in memory together.
   *
   * @param name its Hugging Face name
   */
  public static long checksum(String name, Tensor tensor) {
    CRC32C crc = new CRC32C();
    tensor.parts().forEach(part -> crc.update(part.duplicate().rewind()));
    // The name ties each content to its place.
    return (crc.getValue() + 1) * (2L * name.hashCode() + 1);
  }

  /**
   * What identifies weights.
   *
   * @param version the number of optimiser steps that made them
   * @param checksum of names and content, independent of the order of the tensors
   */
  public record Stamp(long version, long checksum) {}

  /**
   * One tensor in host memory, in one or more parts: a buffer holds less than 2 GiB, a tensor may
   * hold more.
   *
   * @param shape the sizes of its dimensions
   * @param parts float32 values, row-major, little-endian, one part after the other, of each those
   *     from position 0 to the limit; none is cut in two
   */
  public record Tensor(long[] shape, List<ByteBuffer> parts) {

    /** Checks the size. */
    public Tensor {
      parts = List.copyOf(parts);
      long expected = Float.BYTES;
      for (long size : shape) {
        expected *= size;
      }
      long bytes = 0;
      for (ByteBuffer part : parts) {
        if (part.limit() % Float.BYTES != 0) {
          throw new IllegalArgumentException(
              "a part of a float32 tensor has %d bytes, which cuts a value in two"
                  .formatted(part.limit()));
        }
        bytes += part.limit();
      }
      if (bytes != expected) {
        throw new IllegalArgumentException(
            "a float32 tensor of shape %s has %d bytes, but the data has %d"
                .formatted(Arrays.toString(shape), expected, bytes));
      }
    }

    /** A tensor in one part. */
    public Tensor(long[] shape, ByteBuffer data) {
      this(shape, List.of(data));
    }

    /** The size of all parts together. */
    public long bytes() {
      return parts.stream().mapToLong(ByteBuffer::limit).sum();
    }

    /**
     * All values in one buffer, for those who read no parts: the only part, or a copy of several.
     *
     * @throws IllegalStateException where they need 2 GiB or more
     */
    public ByteBuffer data() {
      if (parts.size() == 1) {
        return parts.get(0);
      }
      if (bytes() > Integer.MAX_VALUE) {
        throw new IllegalStateException(
            "the %d bytes of a tensor of shape %s do not fit into one buffer: read its parts"
                .formatted(bytes(), Arrays.toString(shape)));
      }
      ByteBuffer all = ByteBuffer.allocateDirect((int) bytes()).order(ByteOrder.LITTLE_ENDIAN);
      parts.forEach(part -> all.put(part.duplicate().rewind()));
      return all.flip();
    }
  }
}
