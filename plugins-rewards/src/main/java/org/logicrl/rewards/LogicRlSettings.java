package org.logicrl.rewards;

import org.logicrl.api.Setting;

/**
 * Settings of {@code logic-rl}.
 *
 * @param scores the numbers
 * @param barePrompts whether a text without any assistant header is read; see {@link LogicRl}
 */
public record LogicRlSettings(
    @Setting(help = "the numbers of the scale") Scores scores,
    @Setting(
            help =
                "read responses to prompts without an assistant header;"
                    + " false scores them as the published function does: no answer",
            defaultValue = "true")
        boolean barePrompts) {}
