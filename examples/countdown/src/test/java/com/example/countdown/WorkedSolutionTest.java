package com.example.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.task.Problem;

final class WorkedSolutionTest {

  private static final String REFERENCE = "(3+5)*7=56";

  @Test
  void calculatesStepByStep() throws Exception {
    assertThat(WorkedSolution.of(REFERENCE, 0, 1))
        .isEqualTo(" 3+5=8, 8*7=56, yes. </think><answer>(3+5)*7</answer>");
  }

  @Test
  void failsAsOftenAsAllowedAndThenSucceedsOnce() throws Exception {
    int most = 0;
    for (long seed = 0; seed < 100; seed++) {
      String solution = WorkedSolution.of(REFERENCE, 3, seed);
      int wrong = count(solution, "no.");
      assertThat(count(solution, "yes.")).isEqualTo(1);
      assertThat(wrong).isLessThanOrEqualTo(3);
      most = Math.max(most, wrong);
    }
    assertThat(most).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Zoey is a knight", "3+5", "5/(3-3)=1", "0*0=0"})
  void isMissingWhereTheReferenceSolvesNothing(String reference) {
    Problem row = new Problem("row/1", "", reference, "", null);
    assertThat(new CountdownTask(Settings.defaults(), 1).workedSolution(row))
        .isEqualTo(Optional.empty());
  }

  private static int count(String text, String word) {
    return (int) Arrays.stream(text.split(" ")).filter(word::equals).count();
  }
}
