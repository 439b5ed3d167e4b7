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

  private final Map<String, Map<String, ByteBuffer>> byPurpose = new HashMap<>();

  /**
   * At least so many bytes.
   *
   * @param purpose of some buffers together
   * @param name of one of them
   */
  ByteBuffer take(String purpose, String name, long bytes) {
    Map<String, ByteBuffer> buffers = byPurpose.computeIfAbsent(purpose, key -> new HashMap<>());
    ByteBuffer present = buffers.get(name);
    if (present != null && present.capacity() >= bytes) {
      return present;
    }
    buffers.remove(name);
    ByteBuffer made = allocate(bytes);
    buffers.put(name, made);
    return made;
  }

  /**
   * Gives all memory up, if there would be more of it than may be, since what is held for one
   * purpose stays as large as it ever was while another grows.
   *
   * @param needed the bytes that will be asked for, by purpose
   * @param most the bytes that may be held for these purposes together
   */
  void makeRoom(Map<String, Long> needed, long most) {
    long total = 0;
    for (Map.Entry<String, Long> purpose : needed.entrySet()) {
      total += Math.max(purpose.getValue(), held(purpose.getKey()));
    }
    if (total > most) {
      clear();
    }
  }

  private long held(String purpose) {
    return byPurpose.getOrDefault(purpose, Map.of()).values().stream()
        .mapToLong(ByteBuffer::capacity)
        .sum();
  }

  /** Gives the memory up. */
  void clear() {
    byPurpose.clear();
  }

  /**
   * New memory outside the heap, all zero.
   *
   * @throws UnusableSettingsException when there is not enough of it
   */
  static ByteBuffer allocate(long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new UnusableSettingsException(
          "a tensor of %d MiB does not fit into one buffer, of less than 2 GiB"
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
