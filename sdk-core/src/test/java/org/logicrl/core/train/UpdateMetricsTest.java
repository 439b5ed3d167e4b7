package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Update;

final class UpdateMetricsTest {

  private final UpdateMetrics metrics = new UpdateMetrics("critic/");

  @Test
  void averagesAreOverTheStepsThatWereTaken() {
    metrics.add(new Update(3, false), Map.of("critic/loss", 1.0));
    metrics.add(new Update(Double.NaN, true), Map.of("critic/loss", Double.NaN));
    metrics.add(new Update(5, false), Map.of("critic/loss", 2.0));

    assertThat(metrics.averages())
        .containsEntry("critic/loss", 1.5)
        .containsEntry("critic/grad_norm", 4.0)
        .containsEntry("critic/skipped_updates", 1.0);
    assertThat(metrics.allSkipped()).isFalse();
  }

  @Test
  void thereIsNoAverageWhereEveryStepWasLeftOut() {
    metrics.add(new Update(Double.POSITIVE_INFINITY, true), Map.of("critic/loss", 7.0));

    assertThat(metrics.averages())
        .containsEntry("critic/loss", Double.NaN)
        .containsEntry("critic/grad_norm", Double.NaN)
        .containsEntry("critic/skipped_updates", 1.0);
    assertThat(metrics.allSkipped()).isTrue();
  }
}
