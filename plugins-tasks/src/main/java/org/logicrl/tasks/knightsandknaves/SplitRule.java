package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.api.task.Split;

/**
 * Which split a puzzle's logic belongs to: eight tenths are for training, one for validation and
 * one for testing. Puzzles out of distribution have more people than all others, and need no rule.
 *
 * <p>It goes by the {@link LogicalForm}, so that no puzzle of a test is one of training with its
 * people in another order.
 */
final class SplitRule {

  /**
   * With this, the 95 forms of two people, too few to trust to chance, divide into 76, 9 and 10.
   */
  private static final long SALT = 3;

  private SplitRule() {}

  /** Whether a split may use a puzzle. */
  static boolean admits(Split split, List<Statement> statements) {
    return split == Split.OUT_OF_DISTRIBUTION || of(statements) == split;
  }

  /** The split of a puzzle, unless it is out of distribution. */
  static Split of(List<Statement> statements) {
    return switch ((int)
        Long.remainderUnsigned(Fingerprint.mix(LogicalForm.of(statements), SALT), 10)) {
      case 0 -> Split.VALIDATION;
      case 1 -> Split.TEST;
      default -> Split.TRAIN;
    };
  }
}
