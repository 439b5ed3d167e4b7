package org.logicrl.core.bench;

import org.logicrl.api.Setting;

/**
 * Keys of the section {@code bench} that hold for every benchmark.
 *
 * @param warmups repetitions that do not count
 * @param repetitions repetitions whose median counts
 */
public record BenchSettings(
    @Setting(help = "Repetitions that do not count.", defaultValue = "2", min = 0) int warmups,
    @Setting(help = "Repetitions whose median counts.", defaultValue = "5", min = 1)
        int repetitions) {}
