package org.logicrl.api.backend;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Responses that a generator wrote.
 *
 * @param responses the new tokens of each response, its stop token included
 * @param logProbs one for each token, in nats: of the full distribution at the sampling
 *     temperature, before top-k, top-p and min-p (at temperature 0: of the distribution at
 *     temperature 1); NaN where a generator that takes no weights cannot know it
 * @param keptMass for each token, the probability of all tokens that could have been drawn in its
 *     place, in (0, 1]; null where the distribution was not truncated, or where a generator that
 *     takes no weights cannot know it. A log-probability less the logarithm of this is that under
 *     the truncated distribution
 * @param finishes why each response ended
 */
public record Generation(
    Tokens responses, float[] logProbs, float @Nullable [] keptMass, List<Finish> finishes) {

  /** Checks the lengths. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters.
  public Generation(
      Tokens responses, float[] logProbs, float @Nullable [] keptMass, List<Finish> finishes) {
    responses.spans().requireLength(logProbs.length, "logProbs");
    if (keptMass != null) {
      responses.spans().requireLength(keptMass.length, "keptMass");
    }
    this.responses = responses;
    this.logProbs = logProbs;
    this.keptMass = keptMass;
    this.finishes = List.copyOf(finishes);
  }

  /** Responses that were drawn from whole distributions. */
  public Generation(Tokens responses, float[] logProbs, List<Finish> finishes) {
    this(responses, logProbs, null, finishes);
  }

  /** Why a response ended. */
  public enum Finish {
    /** It wrote a stop token. */
    STOP,
    /** It wrote a stop string. */
    STOP_STRING,
    /** It reached the longest length allowed. */
    LENGTH;

    /** The name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
