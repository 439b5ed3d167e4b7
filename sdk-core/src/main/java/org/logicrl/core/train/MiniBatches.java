package org.logicrl.core.train;

import java.util.Arrays;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.BatchTotals;

/** How the rows of a rollout are divided into optimiser steps. */
final class MiniBatches {

  private MiniBatches() {}

  /**
   * The rows of each optimiser step of a pass.
   *
   * @param key decides the order of the rows; it matters only for more than one mini-batch
   */
  static int[][] split(int rows, int count, long key) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    int parts = Math.min(count, rows);
    if (parts > 1) {
      RandomStream random = new RandomStream(key);
      for (int i = rows - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
    }
    int[][] split = new int[parts][];
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) rows * i / parts);
      int to = (int) ((long) rows * (i + 1) / parts);
      split[i] = Arrays.copyOfRange(order, from, to);
    }
    return split;
  }

  /** The rollout's rows that a micro-batch holds, whose own rows count within a mini-batch. */
  static int[] rowsOf(int[] microBatch, int[] miniBatch) {
    int[] rows = new int[microBatch.length];
    Arrays.setAll(rows, i -> miniBatch[microBatch[i]]);
    return rows;
  }

  /** The size of a mini-batch, which its micro-batches' losses are divided by. */
  static BatchTotals totals(Spans responses) {
    int sequences = 0;
    for (int row = 0; row < responses.count(); row++) {
      sequences += responses.length(row) > 0 ? 1 : 0;
    }
    return new BatchTotals(sequences, responses.total());
  }
}
