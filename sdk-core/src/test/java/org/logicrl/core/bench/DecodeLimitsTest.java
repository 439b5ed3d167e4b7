package org.logicrl.core.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.ModelShape;

final class DecodeLimitsTest {

  private static final ModelShape SHAPE = new ModelShape(128, 4, 4, 2, 384, 1024, 10_000, 0.04);

  /** Counted by hand, as in {@link StepOperationsTest}, and the output head's. */
  private static final double WEIGHTS = 4 * (32_768 + 16_384 + 147_456) + 384 * 128.0;

  private final DecodeLimits limits = limits(1e9, OptionalDouble.of(1e11));

  /** A token has 64 keys and 64 values in each of 4 layers. */
  @Test
  void readsEachWeightOnceForAllSequencesAndEachCacheOnce() {
    double bytes = 4 * (WEIGHTS + 8 * 100 * 4 * 128);
    assertThat(limits.memoryAllows(8, 100)).isCloseTo(8 * 1e9 / bytes, within(1e-6));
  }

  @Test
  void multipliesEachWeightForEachSequence() {
    double operations = 2 * WEIGHTS + 4 * 4 * 128.0 * 100;
    assertThat(limits.productsAllow(8, 100)).isCloseTo(1e11 / operations, within(1e-6));
    assertThat(limits.figures()).extracting(Figure::value).containsExactly(1.0, 100.0);
  }

  @Test
  void takesTheBetterOfTwoMoments() {
    assertThat(limits.raisedTo(limits(2e9, OptionalDouble.of(0.5e11))).figures())
        .extracting(Figure::value)
        .containsExactly(2.0, 100.0);
    assertThat(limits.raisedTo(limits(0.5e9, OptionalDouble.empty())).figures())
        .isEqualTo(limits.figures());
  }

  @Test
  void doesNotSayWhatWasNotMeasured() {
    DecodeLimits unknown = limits(1e9, OptionalDouble.empty());
    assertThat(unknown.productsAllow(8, 100)).isNaN();
    assertThat(unknown.figures()).extracting(Figure::name).containsExactly("memory read");
  }

  private static DecodeLimits limits(double bandwidth, OptionalDouble products) {
    return new DecodeLimits(SHAPE, 384, bandwidth, products);
  }
}
