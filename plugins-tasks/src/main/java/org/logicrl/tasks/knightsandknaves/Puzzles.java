package org.logicrl.tasks.knightsandknaves;

import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

/** Where the task's problems come from. */
interface Puzzles {

  /** The problems of a split. */
  ProblemSet problems(Split split);

  /** The problem that a story poses. */
  static Problem problem(Split split, long index, Story story) {
    return new Problem(
        split.label() + "/" + index,
        story.quiz(),
        story.solutionLines(),
        story.puzzle().people() + " people",
        story);
  }

  /** What is thrown for an index outside a set. */
  static IndexOutOfBoundsException noSuchIndex(long index, long size) {
    return new IndexOutOfBoundsException(
        "problem " + index + " was asked of a set of " + size + " problems");
  }

  /** What is thrown for an index inside a set that has no problem. */
  static IndexOutOfBoundsException noPuzzle(long index) {
    return new IndexOutOfBoundsException(
        "there is no problem at index " + index + "; ask has(index) first");
  }
}
