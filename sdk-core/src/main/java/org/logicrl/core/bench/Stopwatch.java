package org.logicrl.core.bench;

import java.util.ArrayList;
import java.util.List;

/** Takes the median time of some work. */
final class Stopwatch {

  private final BenchSettings settings;

  Stopwatch(BenchSettings settings) {
    this.settings = settings;
  }

  /** Work that is told how often it has been done before, so that it need not repeat itself. */
  @FunctionalInterface
  interface Work {
    /** Does the work once. */
    void run(int repetition);
  }

  /** The median seconds of one repetition. */
  double seconds(Work work) {
    int done = 0;
    long begin = System.nanoTime();
    while (done < settings.warmups() || since(begin) < settings.warmupSeconds()) {
      work.run(done++);
    }
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < settings.repetitions(); i++) {
      long start = System.nanoTime();
      work.run(done++);
      seconds.add(since(start));
    }
    return median(seconds);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
