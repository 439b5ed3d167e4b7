package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Sampling;

final class LogProbsTest {

  @Test
  void rawOnesFitAtTemperatureOneAndWhenGreedy() {
    assertThat(LogProbs.RAW.fit(sampling(1, 0, 1))).isTrue();
    assertThat(LogProbs.RAW.fit(sampling(1, 5, 0.9))).isTrue();
    assertThat(LogProbs.RAW.fit(sampling(0, 0, 1))).isTrue();
    assertThat(LogProbs.RAW.fit(sampling(0.7, 0, 1))).isFalse();
  }

  @Test
  void temperedOnesAlwaysFit() {
    assertThat(LogProbs.TEMPERED.fit(sampling(0.7, 5, 0.9))).isTrue();
  }

  @Test
  void processedOnesFitWithoutTruncation() {
    assertThat(LogProbs.PROCESSED.fit(sampling(0.7, 0, 1))).isTrue();
    assertThat(LogProbs.PROCESSED.fit(sampling(0.7, 5, 1))).isFalse();
    assertThat(LogProbs.PROCESSED.fit(sampling(0.7, 0, 0.9))).isFalse();
  }

  @Test
  void unknownOnesNeverFit() {
    assertThat(LogProbs.UNKNOWN.fit(sampling(1, 0, 1))).isFalse();
  }

  private static Sampling sampling(double temperature, int topK, double topP) {
    return new Sampling(temperature, topK, topP, 8, List.of());
  }
}
