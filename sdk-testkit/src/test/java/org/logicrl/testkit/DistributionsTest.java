package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Sampling;

class DistributionsTest {

  private static final double[] PROBABILITIES = {0.1, 0.4, 0.2, 0.3};

  private static Sampling sampling(int topK, double topP) {
    return new Sampling(1, topK, topP, 1, List.of());
  }

  @Test
  void keepsTheMostLikelyTokens() {
    assertThat(Distributions.restrict(PROBABILITIES, sampling(2, 1)))
        .containsExactly(0, 0.4, 0, 0.3);
  }

  @Test
  void keepsTheTokensThatReachTheProbability() {
    assertThat(Distributions.restrict(PROBABILITIES, sampling(0, 0.8)))
        .containsExactly(0, 0.4, 0.2, 0.3);
    assertThat(Distributions.restrict(PROBABILITIES, sampling(0, 0.1)))
        .containsExactly(0, 0.4, 0, 0);
  }

  @Test
  void measuresTopPByWhatTopKLeft() {
    // 0.4 of the 0.7 that are left is below 0.6.
    assertThat(Distributions.restrict(PROBABILITIES, sampling(2, 0.6)))
        .containsExactly(0, 0.4, 0, 0.3);
    assertThat(Distributions.restrict(PROBABILITIES, sampling(2, 0.5)))
        .containsExactly(0, 0.4, 0, 0);
  }

  @Test
  void invertsInTheOrderOfTheTokens() {
    assertThat(Distributions.invert(PROBABILITIES, 0)).containsExactly(0);
    assertThat(Distributions.invert(PROBABILITIES, 0.3)).containsExactly(1);
    assertThat(Distributions.invert(PROBABILITIES, 0.6)).containsExactly(2);
    assertThat(Distributions.invert(PROBABILITIES, 0.999)).containsExactly(3);
  }

  @Test
  void leavesADrawOnABorderToBothTokens() {
    assertThat(Distributions.invert(PROBABILITIES, 0.1)).containsExactly(0, 1);
  }
}
