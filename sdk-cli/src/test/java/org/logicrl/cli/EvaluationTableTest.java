package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.cli.Evaluations.after;
import static org.logicrl.cli.Evaluations.figures;
import static org.logicrl.cli.Evaluations.labelled;
import static org.logicrl.cli.Evaluations.split;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.evaluate.Memorisation;

final class EvaluationTableTest {

  private static final Evaluation ONE =
      after(
          0,
          split(
              "test",
              figures(200, 0.5, 0.625, 99.6),
              labelled("2 people", figures(100, 0.75, 1, 80)),
              labelled("3 people", figures(100, 0.25, 0.25, 120))));

  @Test
  void printsOneEvaluationInColumns() {
    assertThat(table(null, ONE))
        .isEqualTo(
            """
                            problems  sampled  ± se   greedy  pass@4  reward  tokens    cut
            test, 2 people       100   75.0 %   1.5  100.0 %  87.5 %   -1.25      80  2.0 %
            test, 3 people       100   25.0 %   1.5   25.0 %  87.5 %   -1.25     120  2.0 %
            test, all            200   50.0 %   1.5   62.5 %  87.5 %   -1.25     100  2.0 %
            """);
  }

  @Test
  void printsTwoEvaluationsSideBySide() {
    Evaluation later =
        after(10, split("test", figures(9, 1, 1, 5), labelled("2 people", figures(9, 1, 0.5, 5))));
    assertThat(table(ONE, later))
        .isEqualTo(
            """
                            problems  sampled before    after  greedy before   after  tokens before  after
            test, 2 people         9          75.0 %  100.0 %        100.0 %  50.0 %             80      5
            """);
  }

  @Test
  void leavesOutWhatTheEarlierEvaluationDidNotHave() {
    Evaluation later =
        after(
            10,
            split(
                "test",
                figures(9, 1, 1, 5),
                labelled("3 people", figures(9, 1, 0.5, 5)),
                labelled("8 people", figures(9, 1, 1, 5))));
    assertThat(table(ONE, later))
        .isEqualTo(
            """
                            problems  sampled before    after  greedy before    after  tokens before  after
            test, 3 people         9          25.0 %  100.0 %         25.0 %   50.0 %            120      5
            test, 8 people         9                  100.0 %                 100.0 %                     5
            test, all              9          50.0 %  100.0 %         62.5 %  100.0 %            100      5
            """);
  }

  @Test
  void leavesOutTheSumOfASingleDifficulty() {
    Evaluation single =
        after(0, split("test", figures(9, 1, 1, 5), labelled("2 people", figures(9, 1, 1, 5))));
    assertThat(table(null, single)).doesNotContain("all");
  }

  @Test
  void printsMemorisationBelow() {
    assertThat(table(null, memorised(0.25)))
        .endsWith(
            """

                                               problems  solved  changed  consistency  LiMem
            test, 2 people, reorder-statement         8  50.0 %   37.5 %        0.500  0.250
            """);
    assertThat(table(memorised(0), memorised(0.25))).endsWith("0.500         0.000  0.250\n");
  }

  @Test
  void leavesOutMemorisationThatWasNotMeasuredBefore() {
    assertThat(table(ONE, memorised(0.25))).endsWith("0.500                0.250\n");
  }

  private static Evaluation memorised(double liMem) {
    return after(
        0,
        new SplitResult(
            "test",
            figures(8, 0.5, 0.5, 5),
            List.of(labelled("2 people", figures(8, 0.5, 0.5, 5))),
            List.of(new Memorisation("reorder-statement", "2 people", 8, 0.5, 0.375, 0.5, liMem))));
  }

  private static String table(@Nullable Evaluation before, Evaluation now) {
    StringWriter text = new StringWriter();
    EvaluationTable.print(new PrintWriter(text), before, now);
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
