package org.logicrl.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;
import org.logicrl.core.settings.RewardSettings;

final class GraderTest {

  private static final RewardSettings PATIENT = new RewardSettings(60, -7);

  @Test
  void rewardsComeInTheOrderOfTheCompletions() {
    List<Reward> rewards = grade(PATIENT, 101, GraderTest::byNumber);

    assertThat(rewards.stream().map(Reward::total).toList())
        .isEqualTo(IntStream.range(0, 101).mapToObj(i -> (double) i).toList());
  }

  @Test
  void aRuleThatThrowsIsCountedAndTheRestIsScored() {
    List<Reward> rewards =
        grade(
            PATIENT,
            10,
            (problem, completion, verifier) -> {
              if (completion.response().equals("4")) {
                throw new IllegalStateException("broken rule");
              }
              return byNumber(problem, completion, verifier);
            });

    assertThat(rewards.get(4).verdict().outcome()).isEqualTo(Outcome.ERROR);
    assertThat(rewards.get(4).verdict().reason()).contains("broken rule");
    assertThat(rewards.get(4).total()).isEqualTo(-7);
    assertThat(rewards.get(5).total()).isEqualTo(5);
  }

  @Test
  void aRuleThatDoesNotFitTheApiEndsTheRunWithItsOwnError() {
    assertThatThrownBy(
            () ->
                grade(
                    PATIENT,
                    10,
                    (problem, completion, verifier) -> {
                      throw new NoSuchMethodError("gone()");
                    }))
        .isInstanceOf(NoSuchMethodError.class)
        .hasMessage("gone()");
  }

  @Test
  void aRuleThatGivesNoRewardIsCountedAndTheRestIsScored() {
    Reward[] given = new Reward[6];
    given[5] = new Reward(5, Map.of(), Verdict.correct());
    List<Reward> rewards =
        grade(
            PATIENT,
            6,
            (problem, completion, verifier) -> given[Integer.parseInt(completion.response())]);

    assertThat(rewards.get(4).verdict().outcome()).isEqualTo(Outcome.ERROR);
    assertThat(rewards.get(4).verdict().reason()).contains("it returned no reward");
    assertThat(rewards.get(5).total()).isEqualTo(5);
  }

  @Test
  void aRuleWhoseAssertionFailsIsCounted() {
    List<Reward> rewards =
        grade(
            PATIENT,
            1,
            (problem, completion, verifier) -> {
              throw new AssertionError("two answers");
            });

    assertThat(rewards.get(0).verdict().outcome()).isEqualTo(Outcome.ERROR);
    assertThat(rewards.get(0).verdict().reason()).contains("two answers");
  }

  @Test
  void aRewardThatComesTooLateDoesNotCount() {
    List<Reward> rewards =
        grade(
            new RewardSettings(0.5, -7),
            4,
            (problem, completion, verifier) -> {
              long begin = System.nanoTime();
              while (completion.response().equals("1") && System.nanoTime() - begin < 750_000_000) {
                Thread.onSpinWait();
              }
              return byNumber(problem, completion, verifier);
            });

    assertThat(rewards.get(1).verdict().reason()).isEqualTo("the reward rule took over 0.5 s");
    assertThat(rewards.get(1).total()).isEqualTo(-7);
    assertThat(rewards.get(3).total()).isEqualTo(3);
  }

  @Test
  void aRuleThatNeverEndsIsGivenUpOnAndTheRestIsScored() {
    List<Reward> rewards =
        grade(
            new RewardSettings(0.5, -7),
            10,
            (problem, completion, verifier) -> {
              boolean stuck = completion.response().equals("3");
              while (stuck) {
                Thread.onSpinWait();
                stuck = !Thread.currentThread().isInterrupted();
              }
              return byNumber(problem, completion, verifier);
            });

    assertThat(rewards.get(3).verdict().outcome()).isEqualTo(Outcome.ERROR);
    assertThat(rewards.get(3).total()).isEqualTo(-7);
    assertThat(rewards.get(9).total()).isEqualTo(9);
  }

  private static Reward byNumber(Problem problem, Completion completion, Verifier verifier) {
    return new Reward(
        Double.parseDouble(completion.response()),
        Map.of(),
        verifier.verify(problem, completion.response()));
  }

  private static List<Reward> grade(RewardSettings settings, int count, RewardRule rule) {
    try (Grader grader = new Grader(new AnyAnswer(), rule, settings)) {
      List<Completion> completions =
          IntStream.range(0, count)
              .mapToObj(i -> new Completion("", "", Integer.toString(i)))
              .toList();
      List<Problem> problems =
          IntStream.range(0, count).mapToObj(i -> new Problem("p" + i, "", "", "", null)).toList();
      return grader.grade(problems, completions);
    }
  }

  /** A task that takes any answer for right. */
  private static final class AnyAnswer implements Task {
    @Override
    public ProblemSet problems(Split split) {
      return ProblemSet.EMPTY;
    }

    @Override
    public Prompt prompt(Problem problem) {
      return new Prompt.Text("", "");
    }

    @Override
    public Verdict verify(Problem problem, String answer) {
      return Verdict.correct();
    }
  }
}
