package org.logicrl.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Seconds of each phase of a step, under verl's names. */
final class Timings {

  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Runs a phase. */
  <T> T time(String phase, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    seconds.merge("timing_s/" + phase, (System.nanoTime() - start) * 1e-9, Double::sum);
    return result;
  }

  /** Runs a phase without a result. */
  void time(String phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return phase;
        });
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
