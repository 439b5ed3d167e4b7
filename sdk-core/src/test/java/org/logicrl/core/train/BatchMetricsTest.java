package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Verdict;

final class BatchMetricsTest {

  private static final List<Reward> REWARDS =
      List.of(
          reward(1, 2, Verdict.correct()),
          reward(1, 2, Verdict.correct()),
          reward(1, -1.5, Verdict.wrong("no")),
          reward(1, -2, Verdict.unparseable("what")),
          reward(1, -2, Verdict.unparseable("what")),
          reward(1, -2, Verdict.unparseable("what")),
          reward(-1, -2, Verdict.formatError("tags")),
          new Reward(-3, Map.of(), new Verdict(Outcome.ERROR, "late")));

  @Test
  void countsEachOutcomeApart() {
    assertThat(BatchMetrics.ofRewards(REWARDS))
        .containsEntry("outcome/correct", 2 / 8.0)
        .containsEntry("outcome/wrong", 1 / 8.0)
        .containsEntry("outcome/unparseable", 3 / 8.0)
        .containsEntry("outcome/format-error", 1 / 8.0)
        .containsEntry("outcome/error", 1 / 8.0);
  }

  @Test
  void namesOutcomesThatDidNotComeToo() {
    assertThat(BatchMetrics.ofRewards(REWARDS.subList(0, 2)))
        .containsEntry("outcome/correct", 1.0)
        .containsEntry("outcome/error", 0.0);
  }

  @Test
  void averagesEachComponent() {
    assertThat(BatchMetrics.ofRewards(REWARDS))
        .containsEntry("reward/format/mean", 5 / 8.0)
        .containsEntry("reward/answer/mean", -5.5 / 8);
  }

  private static Reward reward(double format, double answer, Verdict verdict) {
    return new Reward(format + answer, Map.of("format", format, "answer", answer), verdict);
  }
}
