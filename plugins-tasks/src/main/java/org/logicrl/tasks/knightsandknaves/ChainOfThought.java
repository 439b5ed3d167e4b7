package org.logicrl.tasks.knightsandknaves;

/** What a worked solution holds between {@code <think>} and {@code </think>}. */
public enum ChainOfThought {
  /** Every assignment in order, each saying evaluated, until one fits. */
  WORKED,
  /** The published search, one person after the other. */
  PUBLISHED,
  /** The published search with one step taken from another puzzle. */
  WRONG_STEP,
  /** The published search with its steps in another order. */
  SHUFFLED,
  /** Nothing. */
  NONE
}
