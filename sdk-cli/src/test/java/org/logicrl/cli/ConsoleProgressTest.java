package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ConsoleProgress progress =
      new ConsoleProgress(new PrintStream(printed, true, UTF_8), false, 10);

  @Test
  void printsTheFirstStepEveryTenthAndTheLast() {
    steps(0, 25);
    assertThat(lines())
        .extracting(line -> line.replaceAll("  .*", ""))
        .containsExactly("step 1/25", "step 10/25", "step 20/25", "step 25/25");
  }

  @Test
  void beginsWithTheFirstStepAfterAResumption() {
    steps(12, 14);
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).startsWith("step 13/14  ");
  }

  @Test
  void showsTheMetricsAndTheTimeLeft() {
    steps(0, 1);
    assertThat(lines().get(0)).isEqualTo("step 1/1  reward 1.50  (0 s left)");
  }

  @Test
  void printsEachSplitOfAnEvaluation() {
    progress.evaluating(7);
    progress.evaluated(
        Evaluations.after(
            7, Evaluations.split("test", Evaluations.figures(200, 0.5, 0.625, 99.6))));
    assertThat(lines())
        .containsExactly(
            "evaluating after 7 steps ...",
            "after 7 steps, test: sampled 50.0 % (+- 1.5), greedy 62.5 %, 100 tokens");
  }

  @Test
  void canEndWithoutHavingBegun() {
    progress.end();
    assertThat(lines()).isEmpty();
  }

  private void steps(int done, int all) {
    progress.begin(done, all);
    for (int step = done + 1; step <= all; step++) {
      progress.step(step, Map.of("critic/score/mean", 1.5));
    }
    progress.end();
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }
}
