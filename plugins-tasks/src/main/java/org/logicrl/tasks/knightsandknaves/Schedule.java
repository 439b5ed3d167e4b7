package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.api.task.Split;

/**
 * How many people each problem of a split has.
 *
 * @param people the numbers of people
 * @param size the number of problems
 * @param perStage how many problems in a row have the same number of people: 1 takes the numbers in
 *     turn
 * @param ordered whether the order matters
 */
record Schedule(List<Integer> people, long size, long perStage, boolean ordered) {

  /** The schedule of a split of generated puzzles. */
  static Schedule of(KnightsAndKnavesSettings settings, Split split) {
    return switch (split) {
      case TRAIN ->
          settings.curriculum()
              ? curriculum(settings.stages(), settings.problemsPerStage())
              : new Schedule(settings.people(), settings.trainProblems(), 1, false);
      case VALIDATION, TEST ->
          new Schedule(settings.people(), settings.heldOutProblems(), 1, false);
      case OUT_OF_DISTRIBUTION ->
          new Schedule(
              List.of(settings.peopleOutOfDistribution()), settings.heldOutProblems(), 1, false);
    };
  }

  private static Schedule curriculum(List<Integer> stages, long perStage) {
    return new Schedule(stages, Math.multiplyExact(stages.size(), perStage), perStage, true);
  }

  /** The number of people of a problem. */
  int people(long index) {
    return people.get((int) (index / perStage % people.size()));
  }
}
