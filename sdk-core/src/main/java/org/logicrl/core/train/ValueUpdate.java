package org.logicrl.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.ValueBatch;
import org.logicrl.api.algorithm.ValueLoss;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.core.settings.LearnerSettings;

/** The optimiser steps that the critic takes on the rollouts of one training step. */
final class ValueUpdate {

  private final Algorithm algorithm;
  private final ValueModel critic;
  private final LearnerSettings settings;
  private final long seed;

  ValueUpdate(Algorithm algorithm, ValueModel critic, LearnerSettings settings, long seed) {
    this.algorithm = algorithm;
    this.critic = critic;
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * What the steps did.
   *
   * @param metrics averages over the optimiser steps
   * @param skipped whether every step was left out because its gradient was not finite
   */
  record Result(Map<String, Double> metrics, boolean skipped) {}

  /** Takes the steps. */
  Result apply(
      Sequences sequences, float[] oldValues, float[] returns, double learningRate, long step) {
    Spans responses = sequences.responses();
    UpdateMetrics updates = new UpdateMetrics("critic/");
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      long key = RandomStream.key(seed, "critic-mini-batches", step, epoch);
      for (int[] rows : MiniBatches.split(sequences.count(), settings.miniBatches(), key)) {
        Sequences part = sequences.select(rows);
        BatchTotals totals = MiniBatches.totals(part.responses());
        Map<String, Double> sums = new LinkedHashMap<>();
        Update update =
            critic.update(
                part,
                learningRate,
                (micro, values) -> {
                  int[] whole = MiniBatches.rowsOf(micro, rows);
                  ValueLoss loss =
                      algorithm.valueLoss(
                          new ValueBatch(
                              responses.select(whole),
                              values,
                              responses.gather(oldValues, whole),
                              responses.gather(returns, whole),
                              totals));
                  sums.merge("critic/loss", loss.loss(), Double::sum);
                  loss.metrics().forEach((name, value) -> sums.merge(name, value, Double::sum));
                  return loss.valueGradients();
                });
        updates.add(update, sums);
      }
    }
    Map<String, Double> metrics = updates.averages();
    metrics.put("critic/lr", learningRate);
    return new Result(metrics, updates.allSkipped());
  }
}
