package org.logicrl.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Weights;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Prompt;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.api.task.Verdict;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.settings.EvaluationSettings;
import org.logicrl.core.settings.RewardSettings;

final class EvaluatorTest {

  private static final long SEED = 5;

  private final List<Long> sampledKeys = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private int generations;

  @Test
  void everyProblemCountsOnceHoweverManyThereAre() {
    Evaluation evaluation = evaluate(150, () -> false).orElseThrow();

    assertThat(evaluation.step()).isEqualTo(3);
    assertThat(evaluation.splits()).hasSize(1);
    assertThat(evaluation.splits().get(0).all().problems()).isEqualTo(150);
    assertThat(evaluation.splits().get(0).byDifficulty())
        .extracting(labelled -> labelled.figures().problems())
        .containsExactly(75, 75);
  }

  @Test
  void theRandomNumbersOfAProblemFollowFromItsPlaceInTheSplit() {
    evaluate(150, () -> false);

    assertThat(sampledKeys)
        .isEqualTo(
            IntStream.range(0, 300)
                .mapToObj(row -> RandomStream.key(SEED, "test", 0, row / 2, row % 2))
                .toList());
  }

  @Test
  void everyProblemIsComparedWithItsChangedOneWhateverPartItIsIn() {
    Evaluation evaluation = evaluate(150, () -> false, "harder-from-100").orElseThrow();

    // Of 150 problems, all solved, every third has a changed one; those from 102 to 147 are lost.
    assertThat(evaluation.splits().get(0).memorisation())
        .containsExactly(
            new Memorisation("harder-from-100", "d0", 25, 1, 17 / 25.0, 17 / 25.0, 8 / 25.0),
            new Memorisation("harder-from-100", "d1", 25, 1, 17 / 25.0, 17 / 25.0, 8 / 25.0),
            new Memorisation("harder-from-100", "all", 50, 1, 34 / 50.0, 34 / 50.0, 16 / 50.0));
  }

  @Test
  void givesUpInTheMiddleWhenItIsStopped() {
    assertThat(evaluate(150, () -> generations > 0)).isEmpty();
    assertThat(sampledKeys).hasSizeLessThan(300);
  }

  @Test
  void saysHowFarItHasCome() {
    evaluate(150, () -> false);
    assertThat(heard).containsExactly("0 of 150", "64 of 150", "128 of 150");
  }

  @Test
  void generatesNothingWhenItIsStoppedBefore() {
    assertThat(evaluate(150, () -> true)).isEmpty();
    assertThat(generations).isZero();
  }

  /** A run may evaluate for the first time when it has trained for hours. */
  @Test
  void refusesASplitWithoutProblemsWhenItIsMade() {
    assertThatThrownBy(() -> evaluate(0, () -> false))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("evaluation.split is test, but the task has no problems there");
    assertThat(heard).isEmpty();
  }

  @Test
  void measuresEachChangeOnce() {
    assertThat(
            new EvaluationSettings(Split.TEST, 1, 0, 1, 1, 0, 0, List.of("a-b", "c", "a_b"))
                .perturbations())
        .containsExactly("a-b", "c");
  }

  private Optional<Evaluation> evaluate(
      int problems, BooleanSupplier stop, String... perturbations) {
    Task task = new Numbers(problems);
    EvaluationSettings settings =
        new EvaluationSettings(Split.TEST, 1000, 10, 2, 1.0, 0, 0, List.of(perturbations));
    try (Grader grader =
        new Grader(
            task,
            (problem, completion, verifier) ->
                new Reward(1, Map.of(), verifier.verify(problem, completion.response())),
            new RewardSettings(60, 0))) {
      return new Evaluator(
              task,
              new RolloutWorker(
                  task, new Characters(), new OneToken(), SEED, (maxTokens, failure) -> failure),
              grader,
              settings,
              4,
              List.of(0),
              List.of())
          .evaluate(3, stop, (done, all) -> heard.add(done + " of " + all));
    }
  }

  /** Problems of two difficulties in turn, in the test split alone; every third can be changed. */
  private record Numbers(int count) implements Task {
    @Override
    public ProblemSet problems(Split split) {
      return split == Split.TEST
          ? ProblemSet.of(count, i -> new Problem("p" + i, "q" + i, "a", "d" + i % 2, null))
          : ProblemSet.EMPTY;
    }

    @Override
    public List<String> perturbations() {
      return List.of("harder-from-100");
    }

    @Override
    public ProblemSet perturbed(Split split, String perturbation) {
      return new ProblemSet() {
        @Override
        public long size() {
          return count;
        }

        @Override
        public boolean has(long index) {
          return index % 3 == 0;
        }

        @Override
        public Problem get(long index) {
          return new Problem("c" + index, "q", index < 100 ? "a" : "unknown", "changed", null);
        }
      };
    }

    @Override
    public Prompt prompt(Problem problem) {
      return new Prompt.Text(problem.question(), "");
    }

    @Override
    public Verdict verify(Problem problem, String answer) {
      return problem.reference().equals("a") ? Verdict.correct() : Verdict.wrong("too hard");
    }
  }

  /** Writes one token, and remembers the keys of what was sampled. */
  private final class OneToken implements Generator {
    @Override
    public Weights.Stamp load(Weights weights) {
      return weights.stamp();
    }

    @Override
    public Generation generate(Tokens prompts, int completions, Sampling sampling, long[] keys) {
      generations++;
      if (!sampling.greedy()) {
        for (long key : keys) {
          sampledKeys.add(key);
        }
      }
      int[] lengths = new int[keys.length];
      Arrays.fill(lengths, 1);
      return new Generation(
          new Tokens(new int[keys.length], Spans.ofLengths(lengths)),
          new float[keys.length],
          Collections.nCopies(keys.length, Generation.Finish.STOP));
    }

    @Override
    public void close() {}
  }

  private static final class Characters implements Tokenizer {
    @Override
    public int[] encode(String text) {
      return text.chars().toArray();
    }

    @Override
    public String render(Prompt prompt) {
      return ((Prompt.Text) prompt).text();
    }

    @Override
    public String decode(int[] ids, int from, int to, boolean keepSpecial) {
      return new String(ids, from, to - from);
    }

    @Override
    public List<Integer> stopTokens() {
      return List.of(0);
    }

    @Override
    public int size() {
      return 128;
    }
  }
}
