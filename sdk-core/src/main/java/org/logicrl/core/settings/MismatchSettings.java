package org.logicrl.core.settings;

import org.logicrl.api.Setting;

/**
 * Keys of the section {@code learner} about the difference between the engine that generates and
 * the one that learns: they give the same token slightly different probabilities, and at lower
 * precision not so slightly.
 *
 * @param importanceCap the greatest weight of truncated importance sampling; 0 means no weights
 * @param importanceLevel what has a weight
 * @param mismatchAlarm the ratio of the two probabilities, whichever is greater above, averaged
 *     over the tokens of a step, from which on there is a warning
 */
public record MismatchSettings(
    @Setting(
            help = "Greatest weight of truncated importance sampling; 0 means no weights.",
            defaultValue = "0.0",
            min = 0)
        double importanceCap,
    @Setting(
            help = "Whether each token or each response has an importance weight.",
            defaultValue = "token")
        ImportanceLevel importanceLevel,
    @Setting(
            help = "Mean ratio of rollout to learner probabilities that is warned of.",
            defaultValue = "1.05",
            min = 1)
        double mismatchAlarm) {

  /** What has a weight. */
  public enum ImportanceLevel {
    /** Each token, its own ratio. */
    TOKEN,
    /** Each response, the product of its tokens' ratios. */
    SEQUENCE
  }

  /** Whether the loss is weighted. */
  public boolean weighted() {
    return importanceCap > 0;
  }
}
