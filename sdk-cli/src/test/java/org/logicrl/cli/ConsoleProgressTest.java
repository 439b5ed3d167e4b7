package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();
  private final ConsoleProgress progress = progress(false);

  @Test
  void printsWhatTheEnginesAre() {
    progress.engines(
        new TreeMap<>(
            Map.of(
                "rollout",
                new TreeMap<>(Map.of("device", "cpu (no NVIDIA driver is seen)", "threads", "2")),
                "learner",
                Map.of("PyTorch", "2.7.1"),
                "unnamed",
                Map.of())));
    assertThat(lines())
        .containsExactly(
            "learner: PyTorch 2.7.1", "rollout: device cpu (no NVIDIA driver is seen), threads 2");
  }

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
    progress.evaluating(7, 0, 200);
    progress.evaluated(
        Evaluations.after(
            7, Evaluations.split("test", Evaluations.figures(200, 0.5, 0.625, 99.6))));
    assertThat(lines())
        .containsExactly(
            "evaluating after 7 steps ...",
            "after 7 steps, test: sampled 50.0 % (+- 1.5), greedy 62.5 %, 100 tokens");
  }

  @Test
  void printsHowFarALongEvaluationHasCome() {
    for (int second = 0; second < 9; second++) {
      clock.set(second * 1_000_000_000L);
      progress.evaluating(7, 10 * second, 200);
    }
    assertThat(lines())
        .containsExactly(
            "evaluating after 7 steps ...", "evaluating, 50 of 200 problems  (15 s left)");
  }

  @Test
  void showsAnEvaluationBetweenStepsInTheBarOfATerminal() {
    ConsoleProgress onTerminal = progress(true);
    onTerminal.begin(0, 25);
    onTerminal.evaluating(20, 64, 200);
    onTerminal.end();
    assertThat(printed.toString(UTF_8)).contains("evaluating, 64 of 200");
  }

  @Test
  void canEndWithoutHavingBegun() {
    progress.end();
    assertThat(lines()).isEmpty();
  }

  private ConsoleProgress progress(boolean terminal) {
    return new ConsoleProgress(new PrintStream(printed, true, UTF_8), terminal, 10, clock::get);
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
