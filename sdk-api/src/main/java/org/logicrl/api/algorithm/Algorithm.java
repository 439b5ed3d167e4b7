package org.logicrl.api.algorithm;

/**
 * A policy-gradient algorithm: how rewards become advantages, and what loss the policy minimises.
 *
 * <p>For each training step the loop calls {@link #advantages} once with everything that was rolled
 * out. Then, for each mini-batch (one optimiser step each) and each of its micro-batches, the
 * learner computes the current log-probabilities and the loop calls {@link #policyLoss} for their
 * derivatives; for an algorithm with a critic also {@link #valueLoss}.
 *
 * <p>An implementor
 *
 * <ol>
 *   <li>must be stateless: the same arguments give the same numbers, bit for bit;
 *   <li>must return, in a loss, this micro-batch's <em>part</em> of the mini-batch's loss: the
 *       parts add up, which means dividing by {@link BatchTotals} and not by the counts of the
 *       micro-batch;
 *   <li>must return derivatives that belong to the loss it returns (the test kit checks this by
 *       finite differences);
 *   <li>must report metrics as parts that add up in the same way;
 *   <li>must not change any array it is given.
 * </ol>
 */
public interface Algorithm {

  /** What the loop must compute before it can call this. */
  Needs needs();

  /** Turns scored rollouts into one advantage per response token. */
  Advantages advantages(Experience experience);

  /** This micro-batch's part of the policy's loss, with its derivatives. */
  PolicyLoss policyLoss(PolicyBatch batch);

  /**
   * This micro-batch's part of the critic's loss, with its derivatives. Called only when {@link
   * Needs#values()}.
   */
  default ValueLoss valueLoss(ValueBatch batch) {
    throw new UnsupportedOperationException(getClass().getName() + " has no critic");
  }
}
