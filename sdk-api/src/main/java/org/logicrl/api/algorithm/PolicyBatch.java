package org.logicrl.api.algorithm;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.Spans;

/**
 * One micro-batch of the policy's loss. All arrays have one entry for each response token, laid out
 * by the spans; log-probabilities and entropies are in nats, at the sampling temperature.
 *
 * @param spans the response tokens of each sequence
 * @param logProbs under the policy as it is now: the numbers that the loss is differentiated by
 * @param entropies of the policy's distribution as it is now, likewise differentiated by
 * @param oldLogProbs under the policy before the update; the same array as {@code logProbs} when
 *     the whole batch is one optimiser step, so that the ratio is exactly 1, unless {@link
 *     Needs#oldLogProbs()} had them computed before
 * @param referenceLogProbs under the reference model; null unless {@link Needs#referenceLogProbs()}
 * @param advantages as {@link Algorithm#advantages} gave them
 * @param totals the size of the mini-batch that this is a part of
 */
public record PolicyBatch(
    Spans spans,
    float[] logProbs,
    float[] entropies,
    float[] oldLogProbs,
    float @Nullable [] referenceLogProbs,
    float[] advantages,
    BatchTotals totals) {

  /** Checks the lengths of the arrays. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters, and
  // callers could then pass no null.
  public PolicyBatch(
      Spans spans,
      float[] logProbs,
      float[] entropies,
      float[] oldLogProbs,
      float @Nullable [] referenceLogProbs,
      float[] advantages,
      BatchTotals totals) {
    spans.requireLength(logProbs.length, "logProbs");
    spans.requireLength(entropies.length, "entropies");
    spans.requireLength(oldLogProbs.length, "oldLogProbs");
    spans.requireLength(advantages.length, "advantages");
    if (referenceLogProbs != null) {
      spans.requireLength(referenceLogProbs.length, "referenceLogProbs");
    }
    this.spans = spans;
    this.logProbs = logProbs;
    this.entropies = entropies;
    this.oldLogProbs = oldLogProbs;
    this.referenceLogProbs = referenceLogProbs;
    this.advantages = advantages;
    this.totals = totals;
  }
}
