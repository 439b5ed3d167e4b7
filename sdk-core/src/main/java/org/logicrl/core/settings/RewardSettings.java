package org.logicrl.core.settings;

import org.logicrl.api.Setting;

/**
 * Keys of the section {@code reward} that hold for every rule.
 *
 * @param timeoutSeconds a rule that takes longer for one completion counts as failed
 * @param errorScore the total of a completion whose rule failed
 */
public record RewardSettings(
    @Setting(
            help = "Seconds after which the rule counts as failed for a completion.",
            defaultValue = "10",
            min = 0.01,
            max = 3600)
        double timeoutSeconds,
    @Setting(
            help =
                "Total of a completion whose rule failed; as much as a format error costs under"
                    + " logic-rl, so that to break a rule never pays.",
            defaultValue = "-3.0")
        double errorScore) {}
