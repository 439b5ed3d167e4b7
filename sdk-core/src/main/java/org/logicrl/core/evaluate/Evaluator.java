package org.logicrl.core.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

  /** Problems of a part: enough to fill an engine's batches, few enough to stop soon. */
  private static final int CHUNK = 64;

  private final Task task;
  private final RolloutWorker worker;
  private final Grader grader;
  private final EvaluationSettings settings;
  private final Sampling sampled;
  private final Sampling greedy;
  private final List<Selection> selections;

  /**
   * An evaluator.
   *
   * @param worker generates from the model as it is when {@link #evaluate} is called
   * @param maxTokens most tokens of a completion
   * @param stopTokens end a completion
   * @param stopStrings end a completion, too
   * @throws UnusableSettingsException when the task has no problems in the split, or cannot make a
   *     perturbation that is asked for
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
    requireKnown(settings.perturbations());
    this.sampled =
        new Sampling(settings.temperature(), 0, 1, 0, maxTokens, stopTokens, stopStrings);
    this.greedy = new Sampling(0, 0, 1, 0, maxTokens, stopTokens, stopStrings);
    // Now, because a run may evaluate for the first time when it has trained for hours.
    this.selections = settings.problems() == 0 ? List.of() : selections();
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
    if (settings.problems() == 0) {
      throw new UnusableSettingsException(
          "evaluation.problems is 0: say on how many problems to evaluate");
    }
    int count = selections.stream().mapToInt(selection -> selection.indices().size()).sum();
    int done = 0;
    List<SplitResult> results = new ArrayList<>();
    for (Selection selection : selections) {
      int size = selection.indices().size();
      SplitTally tally = new SplitTally(settings.samples(), selection.perturbations());
      for (int from = 0; from < size; from += CHUNK) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        listener.evaluating(done, count);
        int to = Math.min(from + CHUNK, size);
        measure(selection, from, to, tally);
        done += to - from;
      }
      results.add(tally.result(selection.split()));
    }
    return Optional.of(new Evaluation(step, results));
  }

  /**
   * The problems of a split that are evaluated.
   *
   * @param problems the split
   * @param indices of those in it
   * @param perturbations that memorisation is measured by
   */
  private record Selection(
      Split split, ProblemSet problems, List<Long> indices, List<String> perturbations) {}

  private List<Selection> selections() {
    List<Selection> chosen = new ArrayList<>();
    chosen.add(select(settings.split(), settings.problems(), settings.perturbations()));
    if (chosen.get(0).indices().isEmpty()) {
      throw new UnusableSettingsException(
          "evaluation.split is %s, but the task has no problems there: choose another split"
              .formatted(settings.split().label()));
    }
    if (settings.split() != Split.OUT_OF_DISTRIBUTION) {
      Selection harder = select(Split.OUT_OF_DISTRIBUTION, settings.outOfDistribution(), List.of());
      if (!harder.indices().isEmpty()) {
        chosen.add(harder);
      }
    }
    return List.copyOf(chosen);
  }

  private Selection select(Split split, int count, List<String> perturbations) {
    ProblemSet set = task.problems(split);
    List<Long> indices = new ArrayList<>();
    for (long index = 0; index < set.size() && indices.size() < count; index++) {
      if (set.has(index)) {
        indices.add(index);
      }
    }
    return new Selection(split, set, indices, perturbations);
  }

  /** Adds some problems of a selection to its tally. */
  private void measure(Selection selection, int from, int to, SplitTally tally) {
    List<Problem> problems =
        selection.indices().subList(from, to).stream().map(selection.problems()::get).toList();
    String label = selection.split().label();
    List<Reward> bestRewards = solve(problems, from, label);
    Rollouts drawn = worker.roll(problems, from, settings.samples(), sampled, label, 0);
    List<Reward> drawnRewards = grader.grade(drawn);
    for (int i = 0; i < problems.size(); i++) {
      for (Tally one : tally.tallies(problems.get(i))) {
        one.problem(bestRewards.get(i).verdict().outcome());
        for (int j = 0; j < settings.samples(); j++) {
          int row = i * settings.samples() + j;
          one.sample(
              drawnRewards.get(row).verdict().outcome(),
              drawnRewards.get(row).total(),
              drawn.generation().responses().spans().length(row),
              drawn.generation().finishes().get(row) == Generation.Finish.LENGTH);
        }
      }
    }
    measureChanges(selection, from, problems, bestRewards, tally);
  }

  /**
   * Solves the changed ones of some problems, too.
   *
   * @param rewards of the problems' greedy completions
   */
  private void measureChanges(
      Selection selection,
      int from,
      List<Problem> problems,
      List<Reward> rewards,
      SplitTally tally) {
    List<Long> indices = selection.indices().subList(from, from + problems.size());
    for (String perturbation : selection.perturbations()) {
      ProblemSet changed = task.perturbed(selection.split(), perturbation);
      List<Integer> pairs =
          IntStream.range(0, problems.size())
              .filter(i -> changed.has(indices.get(i)))
              .boxed()
              .toList();
      List<Problem> others = pairs.stream().map(i -> changed.get(indices.get(i))).toList();
      List<Reward> otherRewards = solve(others, from, perturbation);
      for (int pair = 0; pair < pairs.size(); pair++) {
        int i = pairs.get(pair);
        for (Memorisation.Counter counter : tally.counters(perturbation, problems.get(i))) {
          counter.add(isSolved(rewards.get(i)), isSolved(otherRewards.get(pair)));
        }
      }
    }
  }

  /** The rewards of greedy completions. */
  private List<Reward> solve(List<Problem> problems, int first, String purpose) {
    return problems.isEmpty()
        ? List.of()
        : grader.grade(worker.roll(problems, first, 1, greedy, purpose + "-greedy", 0));
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
}
