package org.logicrl.api.algorithm;

import java.util.Map;

/**
 * A micro-batch's part of the critic's loss.
 *
 * @param loss this part; the parts of a mini-batch add up
 * @param valueGradients the derivative of {@code loss} by each current prediction
 * @param metrics parts that add up over the mini-batch, by name, for example {@code critic/vf_loss}
 */
public record ValueLoss(double loss, float[] valueGradients, Map<String, Double> metrics) {}
