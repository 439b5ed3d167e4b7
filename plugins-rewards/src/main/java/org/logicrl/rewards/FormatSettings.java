package org.logicrl.rewards;

import org.logicrl.api.Setting;

/**
 * Settings of {@code format}.
 *
 * @param pass for a completion in the right format
 * @param fail for any other
 */
public record FormatSettings(
    @Setting(
            help = "score of a completion in the right format",
            defaultValue = "1",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double pass,
    @Setting(
            help = "score of a completion in a wrong format",
            defaultValue = "-1",
            min = -Scores.LIMIT,
            max = Scores.LIMIT)
        double fail) {}
