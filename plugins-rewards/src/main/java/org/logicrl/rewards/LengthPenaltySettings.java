package org.logicrl.rewards;

import org.logicrl.api.Setting;

/**
 * Settings of {@code length-penalty}.
 *
 * @param unit what the lengths are counted in
 * @param maxLength the length at which the penalty reaches {@code factor}
 * @param buffer over how much length the penalty grows from 0 to {@code factor}
 * @param factor the penalty at {@code maxLength}
 * @param capped whether the penalty stops growing there
 */
public record LengthPenaltySettings(
    @Setting(
            help = "what lengths are counted in: tokens, words or characters of the response",
            defaultValue = "tokens")
        LengthUnit unit,
    @Setting(
            help = "the length at which the penalty reaches its factor; usually rollout.maxTokens",
            defaultValue = "2048",
            min = 1)
        int maxLength,
    @Setting(
            help = "over how much length before maxLength the penalty grows from 0",
            defaultValue = "512",
            min = 1)
        int buffer,
    @Setting(
            help = "the penalty at maxLength",
            defaultValue = "1",
            min = 0,
            max = LengthPenaltySettings.MAX_FACTOR)
        double factor,
    @Setting(
            help = "stop at the factor beyond maxLength; false lets the penalty grow on",
            defaultValue = "true")
        boolean capped) {

  /** The greatest factor. */
  static final double MAX_FACTOR = 1000;

  /** Checks that the buffer fits. */
  public LengthPenaltySettings {
    if (buffer > maxLength) {
      throw new IllegalArgumentException(
          "buffer must not exceed maxLength, but %d is greater than %d"
              .formatted(buffer, maxLength));
    }
  }

  /** What the length of a response is counted in. */
  public enum LengthUnit {
    /** Tokens that the model added. */
    TOKENS,
    /** Words: see {@code repetition}. */
    WORDS,
    /** Unicode characters (code points). */
    CHARACTERS
  }
}
