package org.logicrl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LearnerSettingsTest {

  @Test
  void theRateGrowsLinearlyOverTheWarmUp() {
    LearnerSettings settings = settings(LearningRateSchedule.CONSTANT, 4, 0);

    assertThat(settings.learningRate(0, 100)).isCloseTo(0.2, within(1e-12));
    assertThat(settings.learningRate(3, 100)).isCloseTo(0.8, within(1e-12));
    assertThat(settings.learningRate(4, 100)).isEqualTo(1);
    assertThat(settings.learningRate(99, 100)).isEqualTo(1);
  }

  @Test
  void aLinearScheduleFallsToItsEnd() {
    LearnerSettings settings = settings(LearningRateSchedule.LINEAR, 0, 0.1);

    assertThat(settings.learningRate(0, 100)).isEqualTo(1);
    assertThat(settings.learningRate(50, 100)).isCloseTo(0.55, within(1e-12));
    assertThat(settings.learningRate(100, 100)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void aCosineScheduleIsHalfWayInTheMiddle() {
    LearnerSettings settings = settings(LearningRateSchedule.COSINE, 0, 0);

    assertThat(settings.learningRate(0, 100)).isEqualTo(1);
    assertThat(settings.learningRate(50, 100)).isCloseTo(0.5, within(1e-12));
    assertThat(settings.learningRate(100, 100)).isCloseTo(0, within(1e-12));
  }

  @Test
  void theRateDoesNotRiseAgainAfterTheLastStep() {
    LearnerSettings settings = settings(LearningRateSchedule.COSINE, 0, 0.2);

    assertThat(settings.learningRate(150, 100)).isCloseTo(0.2, within(1e-12));
  }

  private static LearnerSettings settings(LearningRateSchedule schedule, int warmup, double last) {
    return new LearnerSettings(1, schedule, warmup, last, 1, 1, 1, 0, 0.9, 0.999, 1e-8, 0.01, 1, 5);
  }
}
