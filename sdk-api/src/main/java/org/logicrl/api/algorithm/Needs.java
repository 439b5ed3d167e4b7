package org.logicrl.api.algorithm;

/**
 * What an algorithm needs besides tokens and rewards. What is not needed is not computed.
 *
 * @param referenceLogProbs log-probabilities under the frozen reference model
 * @param oldLogProbs log-probabilities under the policy before the update, already for {@link
 *     Algorithm#advantages} (a KL penalty in the reward needs them there). The policy loss gets
 *     them in any case
 * @param values predictions of a value model, which is then trained with {@link
 *     Algorithm#valueLoss}
 * @param minimumGroupSize the fewest completions per prompt that make sense; at least 1
 */
public record Needs(
    boolean referenceLogProbs, boolean oldLogProbs, boolean values, int minimumGroupSize) {}
