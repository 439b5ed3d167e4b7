package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;

/** How far a micro-batch is filled up; what it computes is tested with the learner. */
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

  @Test
  void rowsOfSeveralLengthsAndTargetsAreFilledUp() {
    // The tokens of the first are a multiple of 8 already, the targets of 4; its longer stem has
    // 150.
    assertThat(shapes(131, 151)).containsExactly(280L, 220L, 220L, 2L * 152);
    assertThat(shapes(132, 152)).containsExactly(288L, 224L, 222L, 2L * 152);
  }

  @Test
  void rowsOfOneLengthStayDense() {
    assertThat(shapes(132, 132)).containsExactly(264L, 204L, 202L, 2L * 131);
  }

  /**
   * The tokens, sources, targets and places of stems of two sequences with prompts of 31 tokens.
   */
  private static List<Long> shapes(int first, int second) {
    Sequences sequences =
        new Sequences(
            new Tokens(new int[first + second], Spans.ofLengths(first, second)),
            new int[] {31, 31});
    PromptGroups.Part part = new PromptGroups.Part(new int[] {0, 1}, false);
    try (PtNDManager manager = TorchEngine.newManager(Models.SETTINGS)) {
      List<PtNDArray> layout = MicroBatch.create(manager, sequences, part);
      return IntStream.of(0, 2, 3, 4).mapToObj(i -> layout.get(i).getShape().size()).toList();
    }
  }
}
