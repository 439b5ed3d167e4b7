package org.logicrl.core.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What memory the process takes after some steps, and at the end: a leak would show. */
final class ResidentMemory {

  /** By then everything has grown to its size. */
  private static final int SETTLED = 50;

  private static final Path STATUS = Path.of("/proc/self/status");

  private double settled;
  private double last;

  /** Looks, where there is something to compare. */
  void afterStep(int steps) {
    if (steps == SETTLED) {
      settled = bytes();
    } else if (steps > SETTLED) {
      last = bytes();
    }
  }

  /** Nothing before enough steps, or where the system does not say. */
  List<Figure> figures() {
    if (!(settled > 0 && last > 0)) {
      return List.of();
    }
    return List.of(
        new Figure("resident after %d steps".formatted(SETTLED), settled / (1 << 20), "MiB"),
        new Figure("resident at the end", last / (1 << 20), "MiB"),
        new Figure("growth", 100 * (last / settled - 1), "%"));
  }

  private static double bytes() {
    if (!Files.isReadable(STATUS)) {
      return Double.NaN;
    }
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
