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
    ByteBuffer made = allocate(bytes).order(ByteOrder.nativeOrder());
    buffers.put(name, made);
    return made;
  }

  private static ByteBuffer allocate(long bytes) {
    try {
      return ByteBuffer.allocateDirect(Math.toIntExact(bytes));
    } catch (OutOfMemoryError e) {
      throw new UnusableSettingsException(
          ("there is no room for %d MiB of memory outside the heap (%s): lower rollout.cacheMiB or"
                  + " rollout.generationBatch, or give the JVM more, such as"
                  + " -XX:MaxDirectMemorySize=8g")
              .formatted(bytes >> 20, e.getMessage()));
    }
  }
}
