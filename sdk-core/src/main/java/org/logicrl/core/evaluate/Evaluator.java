package org.logicrl.core.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.evaluate.Evaluation.Labelled;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.rollout.Rollouts;
import org.logicrl.core.settings.EvaluationSettings;

/**
 * Measures a model on held-out problems: several completions of each at the temperature, and one
 * greedy one. All evaluations of a seed use the same problems and the same random numbers, so that
 * they differ by the model only.
 */
public final class Evaluator {

  /** Problems of a part: enough to fill an engine's batches, few enough to stop soon. */
  private static final int CHUNK = 64;

  private final Task task;
  private final RolloutWorker worker;
  private final Grader grader;
  private final EvaluationSettings settings;
  private final Sampling sampled;
  private final Sampling greedy;

  /**
   * An evaluator.
   *
   * @param worker generates from the model as it is when {@link #evaluate} is called
   * @param maxTokens most tokens of a completion
   * @param stopTokens end a completion
   * @param stopStrings end a completion, too
   */
  public Evaluator(
      Task task,
      RolloutWorker worker,
      Grader grader,
      EvaluationSettings settings,
      int maxTokens,
      List<Integer> stopTokens,
      List<String> stopStrings) {
    this.task = task;
    this.worker = worker;
    this.grader = grader;
    this.settings = settings;
    this.sampled =
        new Sampling(settings.temperature(), 0, 1, 0, maxTokens, stopTokens, stopStrings);
    this.greedy = new Sampling(0, 0, 1, 0, maxTokens, stopTokens, stopStrings);
  }

  /** Hears how far an evaluation has come. */
  @FunctionalInterface
  public interface Listener {

    /** So many problems of all splits are done. */
    void evaluating(int done, int problems);
  }

  /**
   * Evaluates on the held-out split and, where the task has one, out of distribution.
   *
   * @param stop asked before each part of the work whether to give up
   * @param listener hears of each part before its work
   * @return empty after giving up
   */
  public Optional<Evaluation> evaluate(long step, BooleanSupplier stop, Listener listener) {
    Map<Split, List<Problem>> splits = problems();
    int count = splits.values().stream().mapToInt(List::size).sum();
    int done = 0;
    List<SplitResult> results = new ArrayList<>();
    for (Map.Entry<Split, List<Problem>> entry : splits.entrySet()) {
      Split split = entry.getKey();
      List<Problem> problems = entry.getValue();
      Tally all = new Tally(settings.samples());
      Map<String, Tally> byDifficulty = new LinkedHashMap<>();
      for (int from = 0; from < problems.size(); from += CHUNK) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        listener.evaluating(done, count);
        int to = Math.min(from + CHUNK, problems.size());
        measure(split, from, problems.subList(from, to), all, byDifficulty);
        done += to - from;
      }
      List<Labelled> labelled = new ArrayList<>();
      byDifficulty.forEach((label, tally) -> labelled.add(new Labelled(label, tally.figures())));
      results.add(new SplitResult(split.label(), all.figures(), List.copyOf(labelled)));
    }
    return Optional.of(new Evaluation(step, results));
  }

  /** The problems of each split that is evaluated. */
  private Map<Split, List<Problem>> problems() {
    Map<Split, List<Problem>> problems = new LinkedHashMap<>();
    if (settings.problems() == 0) {
      throw new UnusableSettingsException(
          "evaluation.problems is 0: say on how many problems to evaluate");
    }
    problems.put(settings.split(), take(settings.split(), settings.problems()));
    if (problems.get(settings.split()).isEmpty()) {
      throw new UnusableSettingsException(
          "evaluation.split is %s, but the task has no problems there: choose another split"
              .formatted(settings.split().label()));
    }
    if (settings.split() != Split.OUT_OF_DISTRIBUTION) {
      List<Problem> harder = take(Split.OUT_OF_DISTRIBUTION, settings.outOfDistribution());
      if (!harder.isEmpty()) {
        problems.put(Split.OUT_OF_DISTRIBUTION, harder);
      }
    }
    return problems;
  }

  /**
   * Adds some problems to the tallies.
   *
   * @param first how many problems of the split came before
   */
  private void measure(
      Split split, int first, List<Problem> problems, Tally all, Map<String, Tally> byDifficulty) {
    Rollouts best = worker.roll(problems, first, 1, greedy, split.label() + "-greedy", 0);
    Rollouts drawn = worker.roll(problems, first, settings.samples(), sampled, split.label(), 0);
    List<Reward> bestRewards = grader.grade(best);
    List<Reward> drawnRewards = grader.grade(drawn);
    for (int i = 0; i < problems.size(); i++) {
      Tally own =
          byDifficulty.computeIfAbsent(
              problems.get(i).difficulty(), label -> new Tally(settings.samples()));
      for (Tally tally : List.of(all, own)) {
        tally.problem(bestRewards.get(i).verdict().outcome());
        for (int j = 0; j < settings.samples(); j++) {
          int row = i * settings.samples() + j;
          tally.sample(
              drawnRewards.get(row).verdict().outcome(),
              drawnRewards.get(row).total(),
              drawn.generation().responses().spans().length(row),
              drawn.generation().finishes().get(row) == Generation.Finish.LENGTH);
        }
      }
    }
  }

  private List<Problem> take(Split split, int count) {
    ProblemSet set = task.problems(split);
    List<Problem> problems = new ArrayList<>();
    for (long index = 0; index < set.size() && problems.size() < count; index++) {
      if (set.has(index)) {
        problems.add(set.get(index));
      }
    }
    return problems;
  }
}
