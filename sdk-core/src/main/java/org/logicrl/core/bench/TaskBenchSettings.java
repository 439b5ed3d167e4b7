package org.logicrl.core.bench;

import org.logicrl.api.Setting;

/**
 * Keys of the section {@code bench} for tasks and reward rules.
 *
 * @param problems problems or completions of a repetition
 */
public record TaskBenchSettings(
    @Setting(
            help = "Problems or completions of a repetition.",
            defaultValue = "20000",
            min = 1,
            max = 1e7)
        int problems) {}
