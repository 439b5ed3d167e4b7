package org.logicrl.api.algorithm;

import org.logicrl.api.Spans;

/**
 * One micro-batch of the critic's loss. All arrays have one entry for each response token.
 *
 * @param spans the response tokens of each sequence
 * @param values the critic's predictions as it is now: the numbers that the loss is differentiated
 *     by
 * @param oldValues its predictions before the update
 * @param returns as {@link Algorithm#advantages} gave them
 * @param totals the size of the mini-batch that this is a part of
 */
public record ValueBatch(
    Spans spans, float[] values, float[] oldValues, float[] returns, BatchTotals totals) {

  /** Checks the lengths of the arrays. */
  public ValueBatch {
    spans.requireLength(values.length, "values");
    spans.requireLength(oldValues.length, "oldValues");
    spans.requireLength(returns.length, "returns");
  }
}
