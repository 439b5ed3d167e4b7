package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.logicrl.api.RandomStream;

/** Against adding up one by one. */
class InversionTest {

  private static final long SEED = 9;

  @Test
  void drawsWhereTheSumExceedsTheNumber() {
    RandomStream random = new RandomStream(SEED);
    for (int trial = 0; trial < 2000; trial++) {
      float[] distribution = new float[1 + random.nextInt(300)];
      for (int i = 0; i < distribution.length; i++) {
        // Sixteenths add up without a rounding error; a third has no probability.
        distribution[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(16) / 16f;
      }
      distribution[random.nextInt(distribution.length)] = 1;
      float uniform = (float) random.nextInt(1 << 20) / (1 << 20);
      assertThat(new Inversion(distribution.length).draw(distribution, uniform))
          .as("seed %d, trial %d", SEED, trial)
          .isEqualTo(oneByOne(distribution, uniform));
    }
  }

  private static int oneByOne(float[] distribution, float uniform) {
    double total = 0;
    for (float probability : distribution) {
      total += probability;
    }
    double sum = 0;
    int token = 0;
    while ((sum += distribution[token]) <= uniform * total) {
      token++;
    }
    return token;
  }

  @Test
  void neverDrawsWhatHasNoProbability() {
    float[] last = new float[200];
    last[150] = 1e-30f;
    assertThat(new Inversion(200).draw(last, 0)).isEqualTo(150);
    assertThat(new Inversion(200).draw(last, 0x1.fffffep-1f)).isEqualTo(150);
  }

  @Test
  void staysInRangeWhereNothingIsANumber() {
    float[] broken = new float[100];
    Arrays.fill(broken, Float.NaN);
    assertThat(new Inversion(100).draw(broken, 0.5f)).isBetween(0, 99);
  }
}
