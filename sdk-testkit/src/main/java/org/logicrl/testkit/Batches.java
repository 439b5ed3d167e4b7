package org.logicrl.testkit;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.ValueBatch;

/** Batches made from other batches. */
final class Batches {

  private Batches() {}

  /** Some sequences of a batch, as a micro-batch of it. */
  static PolicyBatch part(PolicyBatch batch, int... rows) {
    Spans spans = batch.spans();
    float[] reference = batch.referenceLogProbs();
    return new PolicyBatch(
        spans.select(rows),
        spans.gather(batch.logProbs(), rows),
        spans.gather(batch.entropies(), rows),
        spans.gather(batch.oldLogProbs(), rows),
        reference == null ? null : spans.gather(reference, rows),
        spans.gather(batch.advantages(), rows),
        batch.totals());
  }

  /** Some sequences of a batch, as a micro-batch of it. */
  static ValueBatch part(ValueBatch batch, int... rows) {
    Spans spans = batch.spans();
    return new ValueBatch(
        spans.select(rows),
        spans.gather(batch.values(), rows),
        spans.gather(batch.oldValues(), rows),
        spans.gather(batch.returns(), rows),
        batch.totals());
  }

  /** The same batch with other current numbers. */
  static PolicyBatch with(PolicyBatch batch, float[] logProbs, float[] entropies) {
    return new PolicyBatch(
        batch.spans(),
        logProbs,
        entropies,
        batch.oldLogProbs(),
        batch.referenceLogProbs(),
        batch.advantages(),
        batch.totals());
  }

  /** The same batch with other current predictions. */
  static ValueBatch with(ValueBatch batch, float[] values) {
    return new ValueBatch(
        batch.spans(), values, batch.oldValues(), batch.returns(), batch.totals());
  }

  /** Some sequences of a training step, in the given order. */
  static Experience select(Experience experience, int... rows) {
    float[] rewards = new float[rows.length];
    int[] groups = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rewards[i] = experience.rewards()[rows[i]];
      groups[i] = experience.groups()[rows[i]];
    }
    Spans spans = experience.spans();
    return new Experience(
        spans.select(rows),
        rewards,
        groups,
        gather(spans, experience.oldLogProbs(), rows),
        gather(spans, experience.referenceLogProbs(), rows),
        gather(spans, experience.values(), rows));
  }

  private static float @Nullable [] gather(Spans spans, float @Nullable [] values, int... rows) {
    return values == null ? null : spans.gather(values, rows);
  }

  /** The totals of a mini-batch. */
  static BatchTotals totals(Spans spans) {
    int sequences = 0;
    for (int row = 0; row < spans.count(); row++) {
      sequences += spans.length(row) > 0 ? 1 : 0;
    }
    return new BatchTotals(sequences, spans.total());
  }
}
