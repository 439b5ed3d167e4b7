package org.logicrl.core.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Evaluates on the held-out split and, where the task has one, out of distribution. */
  public Evaluation evaluate(long step) {
    List<SplitResult> results = new ArrayList<>();
    results.add(evaluate(settings.split(), settings.problems()));
    if (settings.outOfDistribution() > 0
        && settings.split() != Split.OUT_OF_DISTRIBUTION
        && task.problems(Split.OUT_OF_DISTRIBUTION).size() > 0) {
      results.add(evaluate(Split.OUT_OF_DISTRIBUTION, settings.outOfDistribution()));
    }
    return new Evaluation(step, results);
  }

  private SplitResult evaluate(Split split, int count) {
    List<Problem> problems = take(task.problems(split), count);
    if (problems.isEmpty()) {
      throw new UnusableSettingsException(
          "evaluation.split is %s, but the task has no problems there: choose another split"
              .formatted(split.label()));
    }
    Rollouts best = worker.roll(problems, 1, greedy, split.label() + "-greedy", 0);
    Rollouts drawn = worker.roll(problems, settings.samples(), sampled, split.label(), 0);
    List<Reward> bestRewards = grader.grade(best);
    List<Reward> drawnRewards = grader.grade(drawn);
    Tally all = new Tally(settings.samples());
    Map<String, Tally> byDifficulty = new LinkedHashMap<>();
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
    List<Labelled> labelled = new ArrayList<>();
    byDifficulty.forEach((label, tally) -> labelled.add(new Labelled(label, tally.figures())));
    return new SplitResult(split.label(), all.figures(), List.copyOf(labelled));
  }

  private static List<Problem> take(ProblemSet set, int count) {
    List<Problem> problems = new ArrayList<>();
    for (long index = 0; index < set.size() && problems.size() < count; index++) {
      if (set.has(index)) {
        problems.add(set.get(index));
      }
    }
    return problems;
  }
}
