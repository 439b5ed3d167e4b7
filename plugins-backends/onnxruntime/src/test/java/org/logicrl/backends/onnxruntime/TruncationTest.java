package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Sampling;

/** Against sorting all tokens. */
class TruncationTest {

  private static final long SEED = 3;

  @Test
  void keepsWhatSortingWouldKeep() {
    RandomStream random = new RandomStream(SEED);
    for (int trial = 0; trial < 3000; trial++) {
      float[] distribution = distribution(random);
      int topK = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(distribution.length + 3);
      double topP = random.nextInt(3) == 0 ? 1 : 0.01 + 0.98 * random.nextDouble();
      double minP = random.nextInt(2) == 0 ? 0 : random.nextDouble();
      Sampling sampling = new Sampling(1, topK, topP, minP, 1, List.of(), List.of());
      assertThat(kept(distribution, sampling))
          .as("seed %d, trial %d: %s of %s", SEED, trial, sampling, Arrays.toString(distribution))
          .isEqualTo(expected(distribution, sampling));
    }
  }

  @Test
  void keepsLowerIdsOfEquallyLikelyTokens() {
    float[] uniform = {0.25f, 0.25f, 0.25f, 0.25f};
    assertThat(kept(uniform, new Sampling(1, 2, 1, 1, List.of()))).containsExactly(0, 1);
    assertThat(kept(uniform, new Sampling(1, 0, 0.6, 1, List.of()))).containsExactly(0, 1, 2);
  }

  @Test
  void alwaysKeepsTheMostLikelyToken() {
    assertThat(kept(new float[] {0.1f, 0.9f}, new Sampling(1, 0, 1e-6, 1, List.of())))
        .containsExactly(1);
  }

  @Test
  void leavesWhatIsNotANumberAsItIs() {
    float[] broken = {Float.NaN, Float.NaN};
    assertThat(kept(broken, new Sampling(1, 1, 0.5, 1, List.of()))).containsExactly(0, 1);
  }

  @Test
  void addsUpTheKeptProbabilities() {
    Truncation truncation = new Truncation(3);
    truncation.apply(new float[] {0.5f, 0.25f, 0.25f}, new Sampling(1, 2, 1, 1, List.of()));
    assertThat(truncation.mass()).isEqualTo(0.75);
  }

  private static List<Integer> kept(float[] distribution, Sampling sampling) {
    Truncation truncation = new Truncation(distribution.length);
    truncation.apply(distribution, sampling);
    return IntStream.range(0, truncation.count()).mapToObj(truncation::token).toList();
  }

  private static List<Integer> expected(float[] distribution, Sampling sampling) {
    List<Integer> best =
        new ArrayList<>(
            IntStream.range(0, distribution.length)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -distribution[token]))
                .toList());
    if (sampling.topK() > 0) {
      best = best.subList(0, Math.min(best.size(), sampling.topK()));
    }
    double mass = best.stream().mapToDouble(token -> distribution[token]).sum();
    List<Integer> kept = new ArrayList<>();
    double reached = 0;
    for (int token : best) {
      if (sampling.topP() < 1 && reached >= sampling.topP() * mass) {
        break;
      }
      kept.add(token);
      reached += distribution[token];
    }
    float least = (float) (sampling.minP() * distribution[best.get(0)]);
    return kept.stream().filter(token -> distribution[token] >= least).sorted().toList();
  }

  /**
   * Often with equal probabilities, and with zeros, between 1 and 2 in sum, without a rounding
   * error.
   */
  private static float[] distribution(RandomStream random) {
    float[] distribution = new float[1 + random.nextInt(40)];
    int levels = 1 + random.nextInt(200);
    for (int i = 0; i < distribution.length; i++) {
      distribution[i] = random.nextInt(levels + 1) / 1024f;
    }
    distribution[random.nextInt(distribution.length)] += 1 / 1024f;
    float sum = 0;
    for (float value : distribution) {
      sum += value;
    }
    float unit = Math.scalb(1f, -Math.getExponent(sum));
    for (int i = 0; i < distribution.length; i++) {
      distribution[i] *= unit;
    }
    return distribution;
  }
}
