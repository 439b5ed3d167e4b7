package org.logicrl.api.backend;

import java.util.List;
import java.util.Locale;

/**
 * Responses that a generator wrote.
 *
 * @param responses the new tokens of each response, its stop token included
 * @param logProbs one for each token, in nats: of the full distribution at the sampling
 *     temperature, before top-k and top-p (at temperature 0: of the distribution at temperature 1);
 *     NaN where a generator that takes no weights cannot know it
 * @param finishes why each response ended
 */
public record Generation(Tokens responses, float[] logProbs, List<Finish> finishes) {

  /** Checks the lengths. */
  public Generation {
    responses.spans().requireLength(logProbs.length, "logProbs");
    finishes = List.copyOf(finishes);
  }

  /** Why a response ended. */
  public enum Finish {
    /** It wrote a stop token. */
    STOP,
    /** It reached the longest length allowed. */
    LENGTH;

    /** The name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
