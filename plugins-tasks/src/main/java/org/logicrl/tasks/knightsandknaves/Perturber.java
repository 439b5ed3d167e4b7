package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;

/**
 * Changes a puzzle in one place such that it has exactly one solution, and another one than before.
 */
final class Perturber {

  private static final int TRIES = 1000;

  private final StatementSampler sampler;
  private final Draws draws;

  /** A perturber that takes its choices of a place and its new statements from the same draws. */
  Perturber(PuzzleShape shape, Draws draws) {
    this.sampler = new StatementSampler(shape, draws);
    this.draws = draws;
  }

  /**
   * A changed puzzle; empty when a thousand tries gave none.
   *
   * @param perturbation one that changes the logic
   * @param allowed what else the changed puzzle must fulfil
   */
  Optional<Puzzle> perturb(Puzzle puzzle, Perturbation perturbation, Predicate<Puzzle> allowed) {
    for (int i = 0; i < TRIES; i++) {
      int person = draws.below(puzzle.people());
      Statement changed =
          switch (perturbation) {
            case PERTURBED_STATEMENT -> sampler.statement(person);
            case PERTURBED_LEAF -> withNewLeaf(puzzle.statements().get(person), person);
            default -> throw new IllegalArgumentException(perturbation + " keeps the logic");
          };
      List<Statement> statements = new ArrayList<>(puzzle.statements());
      statements.set(person, changed);
      Optional<Puzzle> candidate = Puzzle.of(List.copyOf(statements));
      if (candidate.isPresent()
          && candidate.get().solution() != puzzle.solution()
          && allowed.test(candidate.get())) {
        return candidate;
      }
    }
    return Optional.empty();
  }

  private Statement withNewLeaf(Statement statement, int person) {
    if (statement instanceof Compound compound) {
      int part = draws.below(compound.parts().size());
      return compound.with(part, withNewLeaf(compound.parts().get(part), person));
    }
    return sampler.leaf(person);
  }
}
