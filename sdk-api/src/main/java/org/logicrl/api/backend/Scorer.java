package org.logicrl.api.backend;

/** Computes the log-probabilities of given responses. */
public interface Scorer extends AutoCloseable {

  /**
   * Log-probabilities and entropies of all response tokens, without a gradient.
   *
   * @param temperature divides the logits; greater than 0
   */
  TokenScores score(Sequences sequences, double temperature);

  @Override
  void close();
}
