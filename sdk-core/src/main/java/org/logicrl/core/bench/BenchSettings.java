package org.logicrl.core.bench;

import org.logicrl.api.Setting;

/**
 * Keys of the section {@code bench} that hold for every benchmark.
 *
 * @param warmups repetitions that do not count
 * @param warmupSeconds more repetitions do not count until so much time has passed: short work
 *     needs many before the JVM has compiled it; training steps are counted only
 * @param repetitions repetitions whose median counts
 */
public record BenchSettings(
    @Setting(help = "Repetitions that do not count.", defaultValue = "2", min = 0) int warmups,
    @Setting(
            help =
                "Seconds for which a short work, other than a training step, is repeated before it"
                    + " counts.",
            defaultValue = "2",
            min = 0,
            max = 3600)
        double warmupSeconds,
    @Setting(help = "Repetitions whose median counts.", defaultValue = "5", min = 1)
        int repetitions) {}
