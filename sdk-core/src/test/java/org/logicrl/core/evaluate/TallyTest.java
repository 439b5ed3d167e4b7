package org.logicrl.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.logicrl.api.task.Outcome;

final class TallyTest {

  @Test
  void passAtKIsTheUnbiasedEstimate() {
    // Chen et al., arXiv 2107.03374, for 0, 1, 3 and 8 right ones of 8.
    Tally tally = new Tally(8);
    for (int right : new int[] {0, 1, 3, 8}) {
      problem(tally, Outcome.WRONG, right, 8);
    }

    assertThat(tally.figures().passAt().get("1")).isCloseTo((0 + 0.125 + 0.375 + 1) / 4, tight());
    assertThat(tally.figures().passAt().get("2"))
        .isCloseTo((0 + 0.25 + 0.642857142857143 + 1) / 4, tight());
    assertThat(tally.figures().passAt().get("4"))
        .isCloseTo((0 + 0.5 + 0.928571428571429 + 1) / 4, tight());
    assertThat(tally.figures().passAt().get("8")).isCloseTo((0 + 1 + 1 + 1) / 4.0, tight());
  }

  @Test
  void passAtKIsThereForAllSamplesToo() {
    Tally tally = new Tally(5);
    problem(tally, Outcome.WRONG, 1, 5);
    problem(tally, Outcome.WRONG, 0, 5);

    Figures figures = tally.figures();
    assertThat(figures.passAt()).containsOnlyKeys("1", "2", "4", "5");
    assertThat(figures.passAtAll()).isEqualTo(0.5);
  }

  @Test
  void accuracyIsTheMeanOverProblemsAndSamples() {
    Tally tally = new Tally(4);
    problem(tally, Outcome.CORRECT, 1, 4);
    problem(tally, Outcome.WRONG, 3, 4);

    Figures figures = tally.figures();
    assertThat(figures.accuracy()).isEqualTo(0.5);
    assertThat(figures.greedyAccuracy()).isEqualTo(0.5);
    assertThat(figures.standardError()).isCloseTo(0.25, tight());
    assertThat(figures.outcomes()).containsEntry("correct", 0.5).containsEntry("wrong", 0.5);
  }

  private static void problem(Tally tally, Outcome greedy, int right, int samples) {
    tally.problem(greedy);
    for (int i = 0; i < samples; i++) {
      tally.sample(i < right ? Outcome.CORRECT : Outcome.WRONG, 1, 10, false);
    }
  }

  private static Offset<Double> tight() {
    return within(1e-12);
  }
}
