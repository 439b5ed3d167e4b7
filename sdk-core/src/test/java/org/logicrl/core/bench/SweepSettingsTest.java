package org.logicrl.core.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.core.bench.SweepSettings.Batch;

final class SweepSettingsTest {

  @Test
  void measuresEachBatchOnce() {
    assertThat(new SweepSettings(List.of(1, 8, 64), List.of(128, 256), 8).batches())
        .containsExactly(
            new Batch(1, 128), new Batch(8, 128), new Batch(64, 128), new Batch(8, 256));
  }

  @Test
  void sharesSequencesOutEvenlyAmongPrompts() {
    for (int sequences = 1; sequences < 20; sequences++) {
      int prompts = new Batch(sequences, 1).prompts();
      assertThat(prompts).isBetween(1, Runtime.getRuntime().availableProcessors());
      assertThat(sequences % prompts).isZero();
    }
  }

  @Test
  void refusesNothingToMeasure() {
    assertThatThrownBy(() -> new SweepSettings(List.of(), List.of(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be empty");
  }
}
