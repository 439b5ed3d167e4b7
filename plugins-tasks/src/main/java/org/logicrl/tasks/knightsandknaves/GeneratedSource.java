package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.logicrl.api.RandomStream;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

/**
 * Puzzles without end: each is made from (seed, split, index) alone.
 *
 * <p>A hash of a puzzle's logic says which split it belongs to, and each split rejects the puzzles
 * of the others; so the splits are disjoint whatever the seeds, sizes and words. A changed puzzle
 * belongs to the split of the one that it came from, or is not used.
 */
final class GeneratedSource implements Puzzles {

  /**
   * Up to so many people a puzzle is solved in less time than its split is found. What is drawn
   * does not depend on which comes first.
   */
  private static final int CHEAP_TO_SOLVE = 10;

  private final KnightsAndKnavesSettings settings;
  private final Perturbation perturbation;
  private final long seed;
  private final Storyteller storyteller;
  private final Map<Integer, Optional<PuzzleSpace>> spaces = new HashMap<>();
  private final Map<Split, Generated> sets = new EnumMap<>(Split.class);

  /**
   * The puzzles of a seed.
   *
   * @param perturbation a change to every puzzle, whatever the settings say
   * @throws IllegalArgumentException when there are not as many distinct puzzles as asked for
   */
  GeneratedSource(KnightsAndKnavesSettings settings, Perturbation perturbation, long seed) {
    this.settings = settings;
    this.perturbation = perturbation;
    this.seed = seed;
    this.storyteller =
        new Storyteller(settings.names(), settings.roles(), settings.sayings(), perturbation);
    for (Split split : Split.values()) {
      sets.put(split, new Generated(split));
    }
    if (settings.distinct()) {
      requireEnough();
    }
  }

  /** Names all splits at once, as lowering one size after the other would be tedious. */
  private void requireEnough() {
    List<String> complaints = new ArrayList<>();
    sets.forEach(
        (split, set) ->
            complaints.addAll(DistinctNumbering.complaints(split, set.schedule, this::space)));
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", complaints));
    }
  }

  @Override
  public ProblemSet problems(Split split) {
    return Objects.requireNonNull(sets.get(split));
  }

  /** Logic of a split, by number; with repeats. */
  private Puzzle draw(Split split, int people, long number) {
    PuzzleShape shape = shape(people);
    Draws draws = draws("logic", split, number);
    StatementSampler sampler = new StatementSampler(shape, draws);
    boolean solveFirst = people <= CHEAP_TO_SOLVE;
    while (true) {
      List<Statement> statements = sampler.statements();
      if (solveFirst || SplitRule.admits(split, statements)) {
        Optional<Puzzle> puzzle = Puzzle.of(statements);
        if (puzzle.isPresent() && (!solveFirst || SplitRule.admits(split, statements))) {
          return puzzle.get();
        }
      }
    }
  }

  private Optional<PuzzleSpace> space(int people) {
    return spaces.computeIfAbsent(people, count -> PuzzleSpace.of(shape(count)));
  }

  private PuzzleShape shape(int people) {
    return new PuzzleShape(people, settings.depth(), settings.width());
  }

  private Draws draws(String purpose, Split split, long number) {
    return Draws.of(
        new RandomStream(
            RandomStream.key(seed, "knights-and-knaves " + purpose + " " + split.label(), number)));
  }

  /** The problems of one split. */
  private final class Generated implements ProblemSet {
    private final Split split;
    private final Schedule schedule;
    private final Numbering numbering;

    Generated(Split split) {
      this.split = split;
      this.schedule = Schedule.of(settings, split);
      this.numbering =
          settings.distinct()
              ? new DistinctNumbering(
                  split, schedule, (people, number) -> draw(split, people, number))
              : index -> index;
    }

    @Override
    public long size() {
      return schedule.size();
    }

    @Override
    public boolean ordered() {
      return schedule.ordered();
    }

    @Override
    public boolean has(long index) {
      return ProblemSet.super.has(index)
          && (!perturbation.changesLogic() || puzzle(index).isPresent());
    }

    @Override
    public Problem get(long index) {
      if (!ProblemSet.super.has(index)) {
        throw Puzzles.noSuchIndex(index, size());
      }
      Puzzle puzzle = puzzle(index).orElseThrow(() -> Puzzles.noPuzzle(index));
      Story story =
          storyteller.tell(
              index, puzzle, draws("language", split, index), draws("order", split, index));
      return Puzzles.problem(split, index, story);
    }

    private Optional<Puzzle> puzzle(long index) {
      int people = schedule.people(index);
      Puzzle original = draw(split, people, numbering.number(index));
      if (!perturbation.changesLogic()) {
        return Optional.of(original);
      }
      Perturber perturber = new Perturber(shape(people), draws("perturbation", split, index));
      return perturber.perturb(
          original, perturbation, changed -> SplitRule.admits(split, changed.statements()));
    }
  }

  /** Which puzzle stands at an index. */
  @FunctionalInterface
  interface Numbering {
    /** The number of the puzzle. */
    long number(long index);
  }
}
