package org.logicrl.algorithms;

import org.logicrl.api.algorithm.BatchTotals;

/**
 * How the losses of single tokens become the loss of a mini-batch of B sequences with N tokens,
 * sequence i having n_i. The names are verl's.
 *
 * <p>Each is a weighted sum, and the weights refer to the whole mini-batch: so the parts of
 * micro-batches add up, which means of micro-batches would not.
 */
public enum LossAggregation {
  /** 1 / N: every token counts the same, so long responses count more (DAPO, arXiv 2503.14476). */
  TOKEN_MEAN {
    @Override
    double weight(int length, BatchTotals totals, int normTokens) {
      return 1.0 / totals.tokens();
    }
  },

  /** 1 / (B n_i): every response counts the same (GRPO, arXiv 2402.03300). */
  SEQ_MEAN_TOKEN_MEAN {
    @Override
    double weight(int length, BatchTotals totals, int normTokens) {
      return 1.0 / ((double) totals.sequences() * length);
    }
  },

  /** 1 / B: the sum over a response, as the policy gradient theorem has it. */
  SEQ_MEAN_TOKEN_SUM {
    @Override
    double weight(int length, BatchTotals totals, int normTokens) {
      return 1.0 / totals.sequences();
    }
  },

  /** 1 / (B L) with a constant L: the same up to scale (Dr. GRPO, arXiv 2503.20783). */
  SEQ_MEAN_TOKEN_SUM_NORM {
    @Override
    double weight(int length, BatchTotals totals, int normTokens) {
      return 1.0 / ((double) totals.sequences() * normTokens);
    }
  };

  /**
   * The weight of each token of a sequence.
   *
   * @param length n_i, at least 1
   * @param totals B and N of the whole mini-batch
   * @param normTokens L
   */
  abstract double weight(int length, BatchTotals totals, int normTokens);
}
