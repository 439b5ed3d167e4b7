package org.logicrl.api.backend;

/**
 * What a model says about response tokens, laid out by {@link Sequences#responses()}.
 *
 * @param logProbs of each token given all before it, in nats
 * @param entropies of the distribution that each token was drawn from, in nats
 */
public record TokenScores(float[] logProbs, float[] entropies) {}
