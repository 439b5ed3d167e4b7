package org.logicrl.algorithms;

/** What REINFORCE++ takes off a return before it whitens. */
public enum Baseline {
  /** Nothing: whitening centres the whole batch. */
  NONE,
  /** The mean over the completions of the same prompt. */
  GROUP_MEAN
}
