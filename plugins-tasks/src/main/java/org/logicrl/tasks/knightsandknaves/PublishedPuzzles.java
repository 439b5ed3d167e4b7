package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The logic of the published puzzles for one number of people, drawn again from the stream that
 * made them.
 *
 * <p>The stream runs once through all puzzles, then through all changed statements, then through
 * all changed leaves; so none can be made without those before it, and all are kept.
 */
final class PublishedPuzzles {

  /** The seed of the puzzles; the words of puzzle i have seed {@code SEED + i}. */
  static final long SEED = 1234;

  /** The greatest number of people with published files. */
  static final int MOST_PEOPLE = 8;

  /** The first puzzles are those of the test file, the others those of the training file. */
  static final int TEST_SIZE = 100;

  private static final int TRIES = 1000;

  private final List<Puzzle> original;
  private final List<Optional<Puzzle>> changedStatements;
  private final List<Optional<Puzzle>> changedLeaves;

  /**
   * Draws the puzzles.
   *
   * @param people 2 .. {@link #MOST_PEOPLE}
   */
  PublishedPuzzles(int people) {
    PuzzleShape shape = PuzzleShape.published(people);
    Draws draws = new NumpyDraws(SEED);
    original = draw(TEST_SIZE + trainSize(people), new StatementSampler(shape, draws));
    Perturber perturber = new Perturber(shape, draws);
    changedStatements = change(perturber, Perturbation.PERTURBED_STATEMENT);
    changedLeaves = change(perturber, Perturbation.PERTURBED_LEAF);
  }

  /** The number of puzzles in the training file. */
  static int trainSize(int people) {
    return people == 2 ? 200 : 1000;
  }

  /** A puzzle; empty where no change of it was found. */
  Optional<Puzzle> puzzle(Perturbation perturbation, int index) {
    return switch (perturbation) {
      case PERTURBED_STATEMENT -> changedStatements.get(index);
      case PERTURBED_LEAF -> changedLeaves.get(index);
      default -> Optional.of(original.get(index));
    };
  }

  private List<Optional<Puzzle>> change(Perturber perturber, Perturbation perturbation) {
    return original.stream()
        .map(puzzle -> perturber.perturb(puzzle, perturbation, candidate -> true))
        .toList();
  }

  private static List<Puzzle> draw(int count, StatementSampler sampler) {
    Set<List<Statement>> seen = new HashSet<>();
    List<Puzzle> drawn = new ArrayList<>(count);
    int tries = 0;
    while (drawn.size() < count) {
      if (++tries > TRIES * count) {
        throw new IllegalStateException("the published puzzles cannot be drawn again");
      }
      List<Statement> statements = sampler.statements();
      if (!seen.contains(statements)) {
        Puzzle.of(statements)
            .ifPresent(
                puzzle -> {
                  seen.add(statements);
                  drawn.add(puzzle);
                });
      }
    }
    return drawn;
  }
}
