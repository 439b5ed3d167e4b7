package org.logicrl.core.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.ModelShape;

final class StepOperationsTest {

  /** Counted by hand: per layer 2 x 128 x 128 + 2 x 128 x 64 + 3 x 128 x 384 weights. */
  @Test
  void countsSixForEachWeightAndToken() {
    ModelShape shape = new ModelShape(128, 4, 4, 2, 384, 1024, 10_000, 0.04);
    ModelBenchSettings settings = new ModelBenchSettings(shape, 128, 32, 1, 1, 191);
    double products = 32.0 * 192 * 4 * (32_768 + 16_384 + 147_456);
    double attention = 32.0 * 192 * 4 * 192 * 128;
    double head = 32.0 * 191 * 128 * 384;
    assertThat(StepOperations.of(settings, 384))
        .isCloseTo(6 * (products + attention + head), within(1.0));
  }
}
