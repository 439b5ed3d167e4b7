package org.logicrl.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.backend.Update;

/**
 * Metrics of the optimiser steps of one training step. The averages are over the steps that were
 * taken: what a step would have done that was left out is not part of them.
 */
final class UpdateMetrics {

  private final String prefix;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private int updates;
  private int skipped;

  /**
   * No steps yet.
   *
   * @param prefix of the metrics that every optimiser step has, such as {@code actor/}
   */
  UpdateMetrics(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Counts a step.
   *
   * @param parts sums over its micro-batches
   */
  void add(Update update, Map<String, Double> parts) {
    updates++;
    skipped += update.skipped() ? 1 : 0;
    // Names are kept even of steps that were left out, so that every line has the same columns.
    parts.forEach((name, value) -> sums.merge(name, update.skipped() ? 0 : value, Double::sum));
    sums.merge(prefix + "grad_norm", update.skipped() ? 0 : update.gradNorm(), Double::sum);
  }

  /** The averages, which are NaN where every step was left out, and how many were left out. */
  Map<String, Double> averages() {
    int taken = updates - skipped;
    Map<String, Double> metrics = new LinkedHashMap<>();
    sums.forEach((name, sum) -> metrics.put(name, sum / taken));
    metrics.put(prefix + "skipped_updates", (double) skipped);
    return metrics;
  }

  /** Whether no step was taken at all. */
  boolean allSkipped() {
    return skipped == updates;
  }
}
