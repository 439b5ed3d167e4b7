package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.task.Split;

/**
 * Numbers puzzles such that none comes twice: the numbers whose puzzle came before are passed over.
 *
 * <p>What has come before must be known, so the numbers of a whole split are found at its first
 * use, and kept.
 */
final class DistinctNumbering implements GeneratedSource.Numbering {

  /**
   * The most problems of a split, so that their numbers fit into memory and are found in seconds.
   */
  private static final long LARGEST = 1_000_000;

  /** So many repeats in a row mean that a space too large to count is as good as used up. */
  private static final int MOST_REPEATS = 100_000;

  private final Split split;
  private final Schedule schedule;
  private final Logic logic;
  private long @Nullable [] numbers;

  /** A numbering of the problems of a split, about which there are no {@link #complaints}. */
  DistinctNumbering(Split split, Schedule schedule, Logic logic) {
    this.split = split;
    this.schedule = schedule;
    this.logic = logic;
  }

  /**
   * Why the problems of a split cannot be distinct; empty when they may be.
   *
   * @param spaces counts the puzzles for a number of people; empty when there are too many to count
   */
  static List<String> complaints(
      Split split, Schedule schedule, IntFunction<Optional<PuzzleSpace>> spaces) {
    if (schedule.size() > LARGEST) {
      return List.of(
          "at most %d problems of a split can be kept distinct, but split %s has %d; %s"
              .formatted(LARGEST, split.label(), schedule.size(), advice(split, schedule)));
    }
    Map<Integer, Long> wanted = new TreeMap<>();
    for (long index = 0; index < schedule.size(); index++) {
      wanted.merge(schedule.people(index), 1L, Long::sum);
    }
    List<String> complaints = new ArrayList<>();
    wanted.forEach(
        (people, count) ->
            spaces
                .apply(people)
                .filter(space -> count > space.available(split))
                .map(space -> tooMany(count, people, split, space) + advice(split, schedule))
                .ifPresent(complaints::add));
    return complaints;
  }

  /** Makes the puzzles that are told apart. */
  @FunctionalInterface
  interface Logic {
    /** The puzzle with a number, for a number of people; the same puzzle may have many numbers. */
    Puzzle puzzle(int people, long number);
  }

  @Override
  public synchronized long number(long index) {
    long[] known = numbers;
    if (known == null) {
      known = find();
      numbers = known;
    }
    return known[(int) index];
  }

  private static String tooMany(long wanted, int people, Split split, PuzzleSpace space) {
    return "%d distinct puzzles for %d people were asked of split %s, but only %d of the %d that have"
            .formatted(wanted, people, split.label(), space.available(split), space.total())
        + " one solution belong to it; ";
  }

  private long[] find() {
    long[] found = new long[(int) schedule.size()];
    Map<Integer, Long> next = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    for (int index = 0; index < found.length; index++) {
      int people = schedule.people(index);
      long first = next.getOrDefault(people, 0L);
      long number = first;
      while (!seen.add(Fingerprint.of(logic.puzzle(people, number).statements()))) {
        number++;
        if (number - first > MOST_REPEATS) {
          throw new UnusableSettingsException(
              "no %d-th distinct puzzle was found for split %s; %s"
                  .formatted(index + 1, split.label(), advice(split, schedule)));
        }
      }
      found[index] = number;
      next.put(people, number + 1);
    }
    return found;
  }

  private static String advice(Split split, Schedule schedule) {
    String size =
        split != Split.TRAIN
            ? "heldOutProblems"
            : schedule.ordered() ? "problemsPerStage" : "trainProblems";
    return "lower " + size + ", add people, depth or width, or set distinct: false";
  }
}
