package org.logicrl.core.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What memory the process takes after some steps, and at the end: a leak would show. The garbage
 * that the JVM has not yet collected does not count.
 */
final class ResidentMemory {

  /** By then everything has grown to its size. */
  private static final int SETTLED = 50;

  private static final Path STATUS = Path.of("/proc/self/status");

  private double settled;
  private int steps;

  /** Counts a step, and looks when there have been enough to compare with later. */
  void afterStep(int done) {
    steps = done;
    if (done == SETTLED) {
      settled = bytes();
    }
  }

  /** Nothing before enough steps, or where the system does not say. */
  List<Figure> figures() {
    if (!(settled > 0 && steps > SETTLED)) {
      return List.of();
    }
    double last = bytes();
    return List.of(
        new Figure("resident after %d steps".formatted(SETTLED), settled / (1 << 20), "MiB"),
        new Figure("resident at the end", last / (1 << 20), "MiB"),
        new Figure("growth", 100 * (last / settled - 1), "%"));
  }

  private static double bytes() {
    if (!Files.isReadable(STATUS)) {
      return Double.NaN;
    }
    // Otherwise the heap grows for hundreds of steps into pages that it has not touched before.
    System.gc();
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("\\D", "")) * 1024;
        }
      }
      return Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException("the memory of this process could not be read", e);
    }
  }
}
