package org.logicrl.rewards;

import org.logicrl.api.Setting;

/**
 * Settings of {@code repetition}.
 *
 * @param words the number n of words in an n-gram
 * @param tolerated the share of repeated n-grams that costs nothing
 */
public record RepetitionSettings(
    @Setting(
            help = "number of words that must repeat together",
            defaultValue = "8",
            min = 1,
            max = 1000)
        int words,
    @Setting(
            help = "share of repeated n-grams that costs nothing",
            defaultValue = "0",
            min = 0,
            max = 0.99)
        double tolerated) {}
