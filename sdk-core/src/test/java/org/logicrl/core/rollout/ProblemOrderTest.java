package org.logicrl.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;

final class ProblemOrderTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 16, 17, 1000})
  void eachEpochTakesEveryProblemOnce(long size) {
    ProblemOrder order = new ProblemOrder(numbered(size), 1);

    for (long epoch = 0; epoch < 3; epoch++) {
      List<String> taken = ids(order, epoch * size, size);
      assertThat(taken).doesNotHaveDuplicates().hasSize((int) size);
    }
  }

  @Test
  void epochsAndSeedsDifferInOrder() {
    ProblemOrder order = new ProblemOrder(numbered(100), 1);
    ProblemOrder other = new ProblemOrder(numbered(100), 2);

    assertThat(ids(order, 0, 100)).isNotEqualTo(ids(order, 100, 100));
    assertThat(ids(order, 0, 100)).isNotEqualTo(ids(other, 0, 100));
  }

  @Test
  void stepsTakeConsecutivePositions() {
    ProblemOrder order = new ProblemOrder(numbered(100), 1);

    assertThat(order.take(3, 4).stream().map(Problem::id).toList()).isEqualTo(ids(order, 12, 4));
  }

  @Test
  void aHugeSetIsTakenWithoutRepetition() {
    ProblemOrder order = new ProblemOrder(numbered(Long.MAX_VALUE), 1);

    assertThat(ids(order, 0, 5000)).doesNotHaveDuplicates();
  }

  @Test
  void anOrderedSetIsTakenAsItIs() {
    ProblemSet curriculum =
        new ProblemSet() {
          @Override
          public long size() {
            return 3;
          }

          @Override
          public Problem get(long index) {
            return problem(index);
          }

          @Override
          public boolean ordered() {
            return true;
          }
        };

    assertThat(ids(new ProblemOrder(curriculum, 1), 0, 7))
        .containsExactly("0", "1", "2", "0", "1", "2", "0");
  }

  @Test
  void anIndexWithoutProblemIsPassedOver() {
    ProblemSet holes =
        new ProblemSet() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public Problem get(long index) {
            return problem(index);
          }

          @Override
          public boolean has(long index) {
            return index % 2 == 0;
          }
        };

    assertThat(ids(new ProblemOrder(holes, 1), 0, 10)).containsOnly("0", "2", "4", "6", "8");
  }

  @Test
  void anEmptySetIsRefused() {
    assertThatThrownBy(() -> new ProblemOrder(ProblemSet.EMPTY, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> ids(ProblemOrder order, long from, long count) {
    return LongStream.range(from, from + count).mapToObj(at -> order.at(at).id()).toList();
  }

  private static ProblemSet numbered(long size) {
    return ProblemSet.of(size, ProblemOrderTest::problem);
  }

  private static Problem problem(long index) {
    return new Problem(Long.toString(index), "", "", "", null);
  }
}
