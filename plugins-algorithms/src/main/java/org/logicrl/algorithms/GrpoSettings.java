package org.logicrl.algorithms;

import org.logicrl.api.Setting;

/** The settings of {@link Grpo}. */
public record GrpoSettings(
    @Setting(help = PolicySettings.KL_COEFFICIENT, defaultValue = "0.001", min = 0)
        double klCoefficient,
    @Setting(help = PolicySettings.KL_ESTIMATOR, defaultValue = "k3") KlEstimator klEstimator,
    @Setting(help = PolicySettings.KL_PLACEMENT, defaultValue = "loss") KlPlacement klPlacement,
    @Setting(help = PolicySettings.CLIP_LOW, defaultValue = "0.2", min = 0, max = 1) double clipLow,
    @Setting(help = PolicySettings.CLIP_HIGH, defaultValue = "0.2", min = 0) double clipHigh,
    @Setting(help = PolicySettings.DUAL_CLIP, defaultValue = "3", min = 0) double dualClip,
    @Setting(help = PolicySettings.ENTROPY_COEFFICIENT, defaultValue = "0", min = 0)
        double entropyCoefficient,
    @Setting(help = PolicySettings.LOSS_AGGREGATION, defaultValue = "token-mean")
        LossAggregation lossAggregation,
    @Setting(help = PolicySettings.LOSS_NORM_TOKENS, defaultValue = "0", min = 0)
        int lossNormTokens,
    @Setting(help = PolicySettings.DISCOUNT, defaultValue = "1", min = 0, max = 1) double discount,
    @Setting(
            help =
                "whether advantages are divided by the standard deviation of their group; false is"
                    + " Dr. GRPO",
            defaultValue = "true")
        boolean normalizeByStd)
    implements PolicySettings {

  /** Checks what involves several settings. */
  public GrpoSettings {
    PolicySettings.check(dualClip, lossAggregation, lossNormTokens);
  }
}
