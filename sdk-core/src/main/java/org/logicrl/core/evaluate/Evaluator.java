package org.logicrl.core.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
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
 * greedy one; and, where asked for, how much of that it has {@linkplain Memorisation memorised}.
 * All evaluations of a seed use the same problems and the same random numbers, so that they differ
 * by the model only.
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
   * @throws UnusableSettingsException when the task cannot make a perturbation that is asked for
   */
  public Evaluator(
      Task task,
      RolloutWorker worker,
      Grader grader,
      EvaluationSettings settings,
      int maxTokens,
      List<Integer> stopTokens) {
    this.task = task;
    this.worker = worker;
    this.grader = grader;
    this.settings = settings;
    requireKnown(settings.perturbations());
    this.sampled = new Sampling(settings.temperature(), 0, 1, maxTokens, stopTokens);
    this.greedy = new Sampling(0, 0, 1, maxTokens, stopTokens);
  }

  /** Evaluates on the held-out split and, where the task has one, out of distribution. */
  public Evaluation evaluate(long step) {
    List<SplitResult> results = new ArrayList<>();
    results.add(evaluate(settings.split(), settings.problems(), settings.perturbations()));
    if (settings.outOfDistribution() > 0
        && settings.split() != Split.OUT_OF_DISTRIBUTION
        && task.problems(Split.OUT_OF_DISTRIBUTION).size() > 0) {
      results.add(evaluate(Split.OUT_OF_DISTRIBUTION, settings.outOfDistribution(), List.of()));
    }
    return new Evaluation(step, results);
  }

  private SplitResult evaluate(Split split, int count, List<String> perturbations) {
    ProblemSet set = task.problems(split);
    List<Long> indices = take(set, count);
    List<Problem> problems = indices.stream().map(set::get).toList();
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
    List<Memorisation> memorisation = new ArrayList<>();
    for (String perturbation : perturbations) {
      memorisation.addAll(
          memorisation(
              perturbation, task.perturbed(split, perturbation), indices, problems, bestRewards));
    }
    return new SplitResult(split.label(), all.figures(), labelled, memorisation);
  }

  /**
   * Solves the changed problems, too.
   *
   * @param rewards of the greedy completions of the problems at the indices
   */
  private List<Memorisation> memorisation(
      String perturbation,
      ProblemSet changed,
      List<Long> indices,
      List<Problem> problems,
      List<Reward> rewards) {
    List<Integer> pairs =
        IntStream.range(0, indices.size())
            .filter(i -> changed.has(indices.get(i)))
            .boxed()
            .toList();
    List<Problem> others = pairs.stream().map(i -> changed.get(indices.get(i))).toList();
    List<Reward> changedRewards =
        others.isEmpty()
            ? List.of()
            : grader.grade(worker.roll(others, 1, greedy, perturbation + "-greedy", 0));
    Map<String, Memorisation.Counter> counters = new LinkedHashMap<>();
    Memorisation.Counter all = new Memorisation.Counter();
    for (int pair = 0; pair < pairs.size(); pair++) {
      int i = pairs.get(pair);
      Memorisation.Counter own =
          counters.computeIfAbsent(
              problems.get(i).difficulty(), label -> new Memorisation.Counter());
      for (Memorisation.Counter counter : List.of(own, all)) {
        counter.add(isSolved(rewards.get(i)), isSolved(changedRewards.get(pair)));
      }
    }
    List<Memorisation> results = new ArrayList<>();
    counters.forEach((label, counter) -> results.add(counter.result(perturbation, label)));
    results.add(all.result(perturbation, "all"));
    return results;
  }

  private static boolean isSolved(Reward reward) {
    return reward.verdict().outcome() == Outcome.CORRECT;
  }

  private void requireKnown(List<String> perturbations) {
    for (String name : perturbations) {
      if (!task.perturbations().contains(name)) {
        throw new UnusableSettingsException(
            "evaluation.perturbations names %s, but with these settings the task can make only the changes %s"
                .formatted(name, task.perturbations()));
      }
    }
  }

  private static List<Long> take(ProblemSet set, int count) {
    List<Long> indices = new ArrayList<>();
    for (long index = 0; index < set.size() && indices.size() < count; index++) {
      if (set.has(index)) {
        indices.add(index);
      }
    }
    return indices;
  }
}
