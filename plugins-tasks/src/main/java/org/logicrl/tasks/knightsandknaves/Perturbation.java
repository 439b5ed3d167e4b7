package org.logicrl.tasks.knightsandknaves;

import java.util.Locale;

/**
 * One change to every puzzle, to tell whether a model reasons or remembers (Xie et al., arXiv
 * 2410.23123, section 2.2).
 */
public enum Perturbation {
  /** The puzzles as they are. */
  NONE,
  /** One person says something else, and the solution is another. */
  PERTURBED_STATEMENT,
  /** One simple claim inside a statement is another, and so is the solution. */
  PERTURBED_LEAF,
  /** The same puzzle with other words for knight and knave. */
  RANDOM_PAIR,
  /** The same puzzle with the words knight and knave exchanged: knaves tell the truth. */
  FLIP_ROLE,
  /** The same puzzle with unusual names. */
  UNCOMMON_NAME,
  /** The same puzzle with the sayings in another order. */
  REORDER_STATEMENT;

  /** The name in configurations: {@code perturbed-leaf}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The perturbation with a label. */
  static Perturbation of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether anything is different afterwards in puzzles whose people have these names. */
  boolean changes(NameList names) {
    return this != NONE && (this != UNCOMMON_NAME || names != NameList.UNCOMMON);
  }

  /** Whether the puzzle's logic changes, and not only its words. */
  boolean changesLogic() {
    return this == PERTURBED_STATEMENT || this == PERTURBED_LEAF;
  }
}
