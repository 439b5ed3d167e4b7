package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.BatchTotals;

final class MiniBatchesTest {

  @Test
  void oneMiniBatchKeepsTheOrder() {
    assertThat(MiniBatches.split(5, 1, 1)).isDeepEqualTo(new int[][] {{0, 1, 2, 3, 4}});
  }

  @Test
  void severalMiniBatchesHoldEachRowOnce() {
    int[][] split = MiniBatches.split(10, 3, 1);

    assertThat(split).hasNumberOfRows(3);
    assertThat(Arrays.stream(split).flatMapToInt(Arrays::stream).sorted())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void theKeyDecidesTheOrder() {
    assertThat(MiniBatches.split(100, 2, 1)).isDeepEqualTo(MiniBatches.split(100, 2, 1));
    assertThat(MiniBatches.split(100, 2, 1)[0]).isNotEqualTo(MiniBatches.split(100, 2, 2)[0]);
  }

  @Test
  void thereAreNeverMoreMiniBatchesThanRows() {
    assertThat(MiniBatches.split(2, 5, 1)).hasNumberOfRows(2);
  }

  @Test
  void totalsDoNotCountEmptyResponses() {
    assertThat(MiniBatches.totals(Spans.ofLengths(3, 0, 4))).isEqualTo(new BatchTotals(2, 7));
  }
}
