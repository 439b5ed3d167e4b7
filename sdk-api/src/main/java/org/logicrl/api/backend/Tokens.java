package org.logicrl.api.backend;

import java.util.Arrays;
import java.util.List;
import org.logicrl.api.Spans;

/**
 * A ragged batch of token sequences.
 *
 * @param ids the tokens of all sequences, one sequence after the other
 * @param spans where each sequence lies
 */
public record Tokens(int[] ids, Spans spans) {

  /** Checks the length. */
  public Tokens {
    spans.requireLength(ids.length, "ids");
  }

  /** The given sequences, packed. */
  public static Tokens of(List<int[]> sequences) {
    Spans spans = Spans.ofLengths(sequences.stream().mapToInt(ids -> ids.length).toArray());
    int[] all = new int[spans.total()];
    for (int i = 0; i < sequences.size(); i++) {
      System.arraycopy(sequences.get(i), 0, all, spans.start(i), spans.length(i));
    }
    return new Tokens(all, spans);
  }

  /** A copy of one sequence. */
  public int[] row(int row) {
    return Arrays.copyOfRange(ids, spans.start(row), spans.end(row));
  }
}
