package org.logicrl.backends.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.logicrl.api.UnusableSettingsException;

/**
 * Memory that is kept from one call to the next: what is asked for under a name again is the same
 * memory as before where it is large enough. Its content is arbitrary.
 */
final class ReusedMemory {

  private final Map<String, ByteBuffer> buffers = new HashMap<>();

  /** At least so many bytes. */
  ByteBuffer take(String name, long bytes) {
    ByteBuffer present = buffers.get(name);
    if (present != null && present.capacity() >= bytes) {
      return present;
    }
    buffers.remove(name);
    ByteBuffer made = allocate(bytes);
    buffers.put(name, made);
    return made;
  }

  /** Gives the memory up. */
  void clear() {
    buffers.clear();
  }

  /**
   * New memory outside the heap, all zero.
   *
   * @throws UnusableSettingsException when there is not enough of it
   */
  static ByteBuffer allocate(long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new UnusableSettingsException(
          ("a tensor of %d MiB does not fit into one buffer of 2 GiB: use a lower"
                  + " precision, or a smaller model")
              .formatted(bytes >> 20));
    }
    try {
      return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw new UnusableSettingsException(
          ("there is no room for %d MiB outside the heap (%s): allow the JVM more than this limit"
                  + " by -XX:MaxDirectMemorySize in LOGICRL_JAVA_OPTS; weights need less of it with"
                  + " precision: int8, caches with a lower cacheMiB")
              .formatted(bytes >> 20, e.getMessage()));
    }
  }
}
