package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many tokens a micro-batch is filled up to; what it computes is tested with the learner. */
class MicroBatchTest {

  @Test
  void isFilledUpToFewSizes() {
    assertThat(IntStream.rangeClosed(1, 1 << 14).map(MicroBatch::rounded).distinct().count())
        .isLessThanOrEqualTo(64 + 32 * 8);
  }

  @Test
  void isFilledUpByAThirtySecondAtMost() {
    for (int tokens = 0; tokens <= 1 << 14; tokens++) {
      assertThat(MicroBatch.rounded(tokens)).isBetween(tokens, tokens + tokens / 32);
    }
  }
}
