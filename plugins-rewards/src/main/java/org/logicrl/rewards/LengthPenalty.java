package org.logicrl.rewards;

import org.logicrl.api.reward.Completion;

/**
 * The soft penalty for overlong responses of DAPO (Yu et al., arXiv 2503.14476, equation 13): 0 up
 * to {@code maxLength - buffer}, then linearly down to {@code -factor} at {@code maxLength}.
 *
 * <p>Beyond {@code maxLength} the paper stops at -1; so does this where {@code capped} (with factor
 * 1 as OpenRLHF and TRL), else it goes on falling (as verl and NeMo-RL).
 */
final class LengthPenalty extends StyleRule {

  private final LengthPenaltySettings settings;

  LengthPenalty(LengthPenaltySettings settings) {
    super("length-penalty");
    this.settings = settings;
  }

  @Override
  double measure(Completion completion) {
    double excess = (double) length(completion) - (settings.maxLength() - settings.buffer());
    if (excess <= 0) {
      return 0;
    }
    double share = excess / settings.buffer();
    return -settings.factor() * (settings.capped() ? Math.min(share, 1) : share);
  }

  private int length(Completion completion) {
    return switch (settings.unit()) {
      case TOKENS -> tokens(completion);
      case WORDS -> Words.of(completion.response()).size();
      case CHARACTERS -> completion.response().codePointCount(0, completion.response().length());
    };
  }

  private static int tokens(Completion completion) {
    if (completion.responseTokens() == Completion.UNKNOWN_LENGTH) {
      throw new IllegalArgumentException(
          "length-penalty counts tokens, but this completion came without their number;"
              + " set unit to words or characters");
    }
    return completion.responseTokens();
  }
}
