package org.logicrl.api.algorithm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A micro-batch's part of the policy's loss.
 *
 * @param loss this part; the parts of a mini-batch add up to what the optimiser minimises
 * @param logProbGradients the derivative of {@code loss} by each current log-probability
 * @param entropyGradients the derivative by each current entropy; null when the loss does not
 *     depend on entropies, which spares the learner a part of its backward pass
 * @param metrics parts that add up over the mini-batch, by name, for example {@code actor/pg_loss}
 */
public record PolicyLoss(
    double loss,
    float[] logProbGradients,
    float @Nullable [] entropyGradients,
    Map<String, Double> metrics) {}
