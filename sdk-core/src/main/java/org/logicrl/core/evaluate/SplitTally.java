package org.logicrl.core.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Split;
import org.logicrl.core.evaluate.Evaluation.Labelled;
import org.logicrl.core.evaluate.Evaluation.SplitResult;

/** What has been measured on a split so far, over all of its problems and for each difficulty. */
final class SplitTally {

  private final Groups<Tally> tallies;
  private final Map<String, Groups<Memorisation.Counter>> counters = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param samples completions of each problem at the temperature
   * @param perturbations that memorisation is measured by
   */
  SplitTally(int samples, List<String> perturbations) {
    tallies = new Groups<>(() -> new Tally(samples));
    perturbations.forEach(name -> counters.put(name, new Groups<>(Memorisation.Counter::new)));
  }

  /** The tallies that a problem counts in. */
  List<Tally> tallies(Problem problem) {
    return tallies.of(problem);
  }

  /** The counters that a problem and its changed one count in. */
  List<Memorisation.Counter> counters(String perturbation, Problem problem) {
    return Objects.requireNonNull(counters.get(perturbation), perturbation).of(problem);
  }

  SplitResult result(Split split) {
    List<Labelled> labelled = new ArrayList<>();
    tallies.byDifficulty.forEach(
        (label, tally) -> labelled.add(new Labelled(label, tally.figures())));
    List<Memorisation> memorisation = new ArrayList<>();
    counters.forEach(
        (perturbation, groups) -> {
          groups.byDifficulty.forEach(
              (label, counter) -> memorisation.add(counter.result(perturbation, label)));
          memorisation.add(groups.all.result(perturbation, Memorisation.ALL));
        });
    return new SplitResult(split.label(), tallies.all.figures(), labelled, memorisation);
  }

  /** One count over all problems, and one for each difficulty in the order of first problems. */
  private static final class Groups<T> {
    private final Supplier<T> zero;
    private final T all;
    private final Map<String, T> byDifficulty = new LinkedHashMap<>();

    Groups(Supplier<T> zero) {
      this.zero = zero;
      this.all = zero.get();
    }

    List<T> of(Problem problem) {
      return List.of(all, byDifficulty.computeIfAbsent(problem.difficulty(), label -> zero.get()));
    }
  }
}
