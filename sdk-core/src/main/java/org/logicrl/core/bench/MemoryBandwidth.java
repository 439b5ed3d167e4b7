package org.logicrl.core.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast all processors together read memory. */
final class MemoryBandwidth {

  /** All threads together read so much: more than processors have of cache. */
  private static final long BYTES = 512L << 20;

  /** Compared in one call: little, so that there are enough calls for the JVM to compile. */
  private static final int CHUNK = 4096;

  private static final int REPETITIONS = 8;

  private MemoryBandwidth() {}

  /**
   * Bytes per second, the best of a few tries.
   *
   * <p>Each thread compares two equal arrays of its own, which the JVM does with vector
   * instructions and which writes nothing.
   */
  static double measure() {
    int threads = Runtime.getRuntime().availableProcessors();
    int size = Math.toIntExact(BYTES / (2L * Integer.BYTES * threads)) / CHUNK * CHUNK;
    List<Callable<Boolean>> readers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int[] one = new int[size];
      Arrays.fill(one, 1);
      int[] other = one.clone();
      readers.add(() -> equal(one, other));
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < REPETITIONS; i++) {
        long start = System.nanoTime();
        for (Future<Boolean> reader : executor.invokeAll(readers)) {
          reader.get();
        }
        best = Math.min(best, (System.nanoTime() - start) * 1e-9);
      }
      return 2.0 * Integer.BYTES * size * threads / best;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring the memory", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the memory could not be measured", e);
    } finally {
      executor.shutdown();
    }
  }

  private static boolean equal(int[] one, int[] other) {
    for (int from = 0; from < one.length; from += CHUNK) {
      if (!Arrays.equals(one, from, from + CHUNK, other, from, from + CHUNK)) {
        return false;
      }
    }
    return true;
  }
}
