package org.logicrl.backends.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Sequences;

/**
 * Some sequences of a batch, padded on the right to a common length, as one forward pass reads
 * them.
 *
 * @param rows which sequences, in order
 * @param ids [B, T] int32
 * @param positions [N] int32: the flat position in B * T whose hidden state predicts each response
 *     token
 * @param targets [N] int64: the response tokens
 */
record MicroBatch(int[] rows, PtNDArray ids, PtNDArray positions, PtNDArray targets) {

  /**
   * Splits sequences into groups of similar length, each of at most so many tokens with its
   * padding; sequences without response are left out.
   */
  static List<int[]> split(Sequences sequences, int maxTokens) {
    Spans all = sequences.tokens().spans();
    int[] byLength =
        IntStream.range(0, sequences.count())
            .filter(row -> sequences.responses().length(row) > 0)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(row -> -all.length(row)))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    while (from < byLength.length) {
      int longest = all.length(byLength[from]);
      int size = Math.max(1, maxTokens / longest);
      int to = Math.min(byLength.length, from + size);
      groups.add(Arrays.copyOfRange(byLength, from, to));
      from = to;
    }
    return groups;
  }

  /** Brings some sequences to the engine; the tensors belong to the manager. */
  static MicroBatch create(PtNDManager manager, Sequences sequences, int[] rows) {
    Spans all = sequences.tokens().spans();
    int[] tokens = sequences.tokens().ids();
    int width = all.select(rows).longest();
    int scored = sequences.responses().select(rows).total();
    int[] ids = new int[rows.length * width];
    int[] positions = new int[scored];
    long[] targets = new long[scored];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      int start = all.start(row);
      int length = all.length(row);
      System.arraycopy(tokens, start, ids, i * width, length);
      for (int t = sequences.promptLength(row); t < length; t++) {
        positions[at] = i * width + t - 1;
        targets[at] = tokens[start + t];
        at++;
      }
    }
    return new MicroBatch(
        rows,
        (PtNDArray) manager.create(ids, new Shape(rows.length, width)),
        (PtNDArray) manager.create(positions, new Shape(scored)),
        (PtNDArray) manager.create(targets, new Shape(scored)));
  }

  /** Brings a loss's derivatives by the scores of this group to the engine. */
  PtNDArray derivatives(PtNDManager manager, float[] values) {
    if (values.length != targets.size()) {
      throw new IllegalArgumentException(
          "the loss gave %d derivatives for the %d response tokens of its micro-batch"
              .formatted(values.length, targets.size()));
    }
    return (PtNDArray) manager.create(values);
  }
}
