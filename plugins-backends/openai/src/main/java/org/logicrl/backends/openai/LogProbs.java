package org.logicrl.backends.openai;

import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Sampling;

/**
 * The distribution that a server's log-probabilities are of. No server says so in its answers.
 *
 * <p>A {@link Generation} has those of the full distribution at the sampling temperature. Where the
 * server's are others, they cannot be turned into these: one token's logit does not tell the sum
 * over all tokens at another temperature. They are then reported as unknown.
 */
public enum LogProbs {
  /** What is usual for the kind of server. */
  AUTO,
  /** At temperature 1 before top-k, top-p and min-p: vLLM's and llama.cpp's default. */
  RAW,
  /** At the sampling temperature before top-k, top-p and min-p: SGLang's default. */
  TEMPERED,
  /**
   * At the sampling temperature after top-k, top-p and min-p: vLLM's {@code processed_logprobs}.
   */
  PROCESSED,
  /** Nobody knows. */
  UNKNOWN;

  /** Whether they are what a {@link Generation} promises. */
  boolean fit(Sampling sampling) {
    return switch (this) {
      case RAW -> sampling.greedy() || sampling.temperature() == 1;
      case TEMPERED -> true;
      case PROCESSED -> sampling.topK() == 0 && sampling.topP() == 1 && sampling.minP() == 0;
      case AUTO, UNKNOWN -> false;
    };
  }
}
