package org.logicrl.api.algorithm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much better each response token was than expected.
 *
 * @param advantages [N] laid out as the experience's spans
 * @param returns [N] what the critic learns to predict; null for an algorithm without a critic
 * @param metrics numbers to log, by name, for example {@code critic/advantages/mean}
 */
public record Advantages(
    float[] advantages, float @Nullable [] returns, Map<String, Double> metrics) {}
