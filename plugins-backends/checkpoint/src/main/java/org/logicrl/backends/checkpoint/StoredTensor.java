package org.logicrl.backends.checkpoint;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param name its name
 * @param type how its values are written
 * @param shape the sizes of its dimensions; empty for a single number
 * @param begin its first byte, counted from the end of the header
 * @param end one past its last byte
 */
public record StoredTensor(String name, ElementType type, long[] shape, long begin, long end) {

  /** The number of bytes. */
  public long bytes() {
    return end - begin;
  }

  /** The number of values. */
  public long size() {
    return bytes() / type.bytes();
  }
}
