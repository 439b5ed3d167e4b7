package org.logicrl.algorithms;

import org.logicrl.api.algorithm.Needs;

/**
 * The settings that every algorithm here has, with the same keys, meanings and defaults, so that an
 * experiment can change {@code algorithm.name} and nothing else.
 */
interface PolicySettings {

  String KL_COEFFICIENT =
      "weight of the KL penalty for leaving the reference model; 0 needs no reference model";

  String KL_ESTIMATOR = "estimator of that divergence: k1, k2, k3 or abs";

  String KL_PLACEMENT = "where the KL penalty enters: a term of the loss, or taken off the reward";

  String CLIP_LOW = "how far the probability ratio may fall below 1";

  String CLIP_HIGH = "how far the probability ratio may rise above 1";

  String DUAL_CLIP =
      "the greatest ratio that a token with negative advantage is blamed for, more than 1; 0 for no bound";

  String ENTROPY_COEFFICIENT = "weight of the entropy bonus";

  String LOSS_AGGREGATION =
      "how token losses are averaged: token-mean, seq-mean-token-mean, seq-mean-token-sum or seq-mean-token-sum-norm";

  String LOSS_NORM_TOKENS =
      "tokens that seq-mean-token-sum-norm divides by, usually the longest response allowed; 0 with any other aggregation";

  String DISCOUNT = "gamma: what a reward one token later is worth";

  /** Weight of the KL penalty; with 0 no reference model is needed. */
  double klCoefficient();

  /** How the divergence from the reference model is estimated. */
  KlEstimator klEstimator();

  /** Where the KL penalty enters. */
  KlPlacement klPlacement();

  /** How far the ratio may fall below 1. */
  double clipLow();

  /** How far the ratio may rise above 1. */
  double clipHigh();

  /** Bound on the ratio for tokens with negative advantage; 0 for none. */
  double dualClip();

  /** Weight of the entropy bonus. */
  double entropyCoefficient();

  /** How token losses are averaged. */
  LossAggregation lossAggregation();

  /** The constant L of {@link LossAggregation#SEQ_MEAN_TOKEN_SUM_NORM}. */
  int lossNormTokens();

  /** Gamma: what a reward one token later is worth. */
  double discount();

  /** Whether the KL penalty is a term of the policy's loss. */
  default boolean klInLoss() {
    return klCoefficient() > 0 && klPlacement() == KlPlacement.LOSS;
  }

  /** Whether the KL penalty is part of the reward. */
  default boolean klInReward() {
    return klCoefficient() > 0 && klPlacement() == KlPlacement.REWARD;
  }

  /** What the loop must compute for an algorithm with these settings. */
  default Needs needs(boolean values, int minimumGroupSize) {
    return new Needs(klCoefficient() > 0, klInReward(), values, minimumGroupSize);
  }

  /** The checks that involve several settings, for the compact constructors. */
  static void check(double dualClip, LossAggregation lossAggregation, int lossNormTokens) {
    if (dualClip != 0 && !(dualClip > 1)) {
      throw new IllegalArgumentException(
          "dualClip bounds the ratio of bad tokens and must be greater than 1 (3 is usual), or 0"
              + " for no bound, but is "
              + dualClip);
    }
    boolean needsNorm = lossAggregation == LossAggregation.SEQ_MEAN_TOKEN_SUM_NORM;
    if (needsNorm && lossNormTokens == 0) {
      throw new IllegalArgumentException(
          "lossAggregation seq-mean-token-sum-norm divides by a fixed number of tokens: set"
              + " lossNormTokens, usually to the longest response allowed");
    }
    if (!needsNorm && lossNormTokens != 0) {
      throw new IllegalArgumentException(
          "lossNormTokens is used by lossAggregation seq-mean-token-sum-norm alone: choose that,"
              + " or leave lossNormTokens out");
    }
  }
}
