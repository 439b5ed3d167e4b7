package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

/**
 * The puzzles of the published files, with the seeds and the order of draws that made them.
 *
 * <p>Several numbers of people take turns, as in {@link GeneratedSource}; where one file is shorter
 * than the others, its turns are left empty at the end. A curriculum reads one file after the
 * other.
 */
final class PublishedSource implements Puzzles {

  private final KnightsAndKnavesSettings settings;
  private final Perturbation perturbation;
  private final Storyteller storyteller;
  private final Map<Integer, PublishedPuzzles> files = new ConcurrentHashMap<>();

  /**
   * The puzzles of the files.
   *
   * @param perturbation a change to every puzzle, whatever the settings say
   */
  PublishedSource(KnightsAndKnavesSettings settings, Perturbation perturbation) {
    this.settings = settings;
    this.perturbation = perturbation;
    this.storyteller =
        new Storyteller(settings.names(), settings.roles(), settings.sayings(), perturbation);
  }

  @Override
  public ProblemSet problems(Split split) {
    return switch (split) {
      case TRAIN ->
          settings.curriculum()
              ? new Files(split, settings.stages(), true)
              : new Files(split, settings.people(), false);
      case TEST -> new Files(split, settings.people(), false);
      case VALIDATION -> ProblemSet.EMPTY;
      case OUT_OF_DISTRIBUTION -> {
        int people = settings.peopleOutOfDistribution();
        yield people > PublishedPuzzles.MOST_PEOPLE
            ? ProblemSet.EMPTY
            : new Files(split, List.of(people), false);
      }
    };
  }

  private Optional<Puzzle> puzzle(int people, int index) {
    return files.computeIfAbsent(people, PublishedPuzzles::new).puzzle(perturbation, index);
  }

  /** The files of one split. */
  private final class Files implements ProblemSet {
    private final Split split;

    /** The number of people in each file. */
    private final List<Integer> people;

    /** Whether the files follow each other, and do not take turns. */
    private final boolean inOrder;

    Files(Split split, List<Integer> people, boolean inOrder) {
      this.split = split;
      this.people = people;
      this.inOrder = inOrder;
    }

    @Override
    public long size() {
      return inOrder
          ? people.stream().mapToInt(this::rows).sum()
          : (long) people.size() * people.stream().mapToInt(this::rows).max().orElseThrow();
    }

    @Override
    public boolean ordered() {
      return inOrder;
    }

    @Override
    public boolean has(long index) {
      return ProblemSet.super.has(index) && place(index).flatMap(this::puzzleAt).isPresent();
    }

    @Override
    public Problem get(long index) {
      if (!ProblemSet.super.has(index)) {
        throw Puzzles.noSuchIndex(index, size());
      }
      Place place = place(index).orElseThrow(() -> Puzzles.noPuzzle(index));
      Puzzle puzzle = puzzleAt(place).orElseThrow(() -> Puzzles.noPuzzle(index));
      int row = place.index();
      Draws language = new NumpyDraws(PublishedPuzzles.SEED + row);
      Draws order = new NumpyDraws(PublishedPuzzles.SEED + row + 1);
      return Puzzles.problem(split, index, storyteller.tell(row, puzzle, language, order));
    }

    private Optional<Puzzle> puzzleAt(Place place) {
      return puzzle(place.people(), place.index());
    }

    /** Where the problem at an index is; empty after the end of a shorter file. */
    private Optional<Place> place(long index) {
      int first = split == Split.TRAIN ? PublishedPuzzles.TEST_SIZE : 0;
      if (inOrder) {
        int row = (int) index;
        int file = 0;
        while (row >= rows(people.get(file))) {
          row -= rows(people.get(file));
          file++;
        }
        return Optional.of(new Place(people.get(file), first + row));
      }
      int count = people.get((int) (index % people.size()));
      int row = (int) (index / people.size());
      return row < rows(count) ? Optional.of(new Place(count, first + row)) : Optional.empty();
    }

    private int rows(int count) {
      return split == Split.TRAIN ? PublishedPuzzles.trainSize(count) : PublishedPuzzles.TEST_SIZE;
    }
  }

  /**
   * A published puzzle.
   *
   * @param index in the numbering of the files
   */
  private record Place(int people, int index) {}
}
