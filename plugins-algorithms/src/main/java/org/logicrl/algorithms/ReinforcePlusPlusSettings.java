package org.logicrl.algorithms;

import org.logicrl.api.Setting;

/** The settings of {@link ReinforcePlusPlus}. */
public record ReinforcePlusPlusSettings(
    @Setting(
            help =
                "weight of the KL penalty for leaving the reference model; 0 needs no reference"
                    + " model",
            defaultValue = "0.001",
            min = 0)
        double klCoefficient,
    @Setting(help = "estimator of that divergence: k1, k2, k3 or abs", defaultValue = "k3")
        KlEstimator klEstimator,
    @Setting(
            help = "where the KL penalty enters: a term of the loss, or taken off the reward",
            defaultValue = "loss")
        KlPlacement klPlacement,
    @Setting(
            help = "how far the probability ratio may fall below 1",
            defaultValue = "0.2",
            min = 0,
            max = 1)
        double clipLow,
    @Setting(help = "how far the probability ratio may rise above 1", defaultValue = "0.2", min = 0)
        double clipHigh,
    @Setting(
            help =
                "the greatest ratio that a token with negative advantage is blamed for, more than"
                    + " 1; 0 for no bound",
            defaultValue = "3",
            min = 0)
        double dualClip,
    @Setting(help = "weight of the entropy bonus", defaultValue = "0", min = 0)
        double entropyCoefficient,
    @Setting(
            help =
                "how token losses are averaged: token-mean, seq-mean-token-mean,"
                    + " seq-mean-token-sum or seq-mean-token-sum-norm",
            defaultValue = "token-mean")
        LossAggregation lossAggregation,
    @Setting(
            help =
                "tokens that seq-mean-token-sum-norm divides by, usually the longest response"
                    + " allowed; 0 with any other aggregation",
            defaultValue = "0",
            min = 0)
        int lossNormTokens,
    @Setting(
            help = "gamma: what a reward one token later is worth",
            defaultValue = "1",
            min = 0,
            max = 1)
        double discount,
    @Setting(
            help =
                "what is taken off a return before whitening: none, or group-mean, the mean over"
                    + " the completions of the same prompt",
            defaultValue = "group-mean")
        Baseline baseline)
    implements PolicySettings {

  /** Checks what involves several settings. */
  public ReinforcePlusPlusSettings {
    PolicySettings.check(dualClip, lossAggregation, lossNormTokens);
  }
}
