package org.logicrl.algorithms;

/** Where the penalty for leaving the reference model enters. */
public enum KlPlacement {
  /** A term of the policy's loss, differentiated with it (GRPO, Logic-RL). */
  LOSS,
  /** Taken off the reward of every token before advantages are computed (PPO for RLHF). */
  REWARD
}
