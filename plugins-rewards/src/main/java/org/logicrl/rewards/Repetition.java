package org.logicrl.rewards;

import java.util.Arrays;
import org.logicrl.api.reward.Completion;

/**
 * Minus the share of the response's word n-grams that occurred before in it: {@code -(1 - distinct
 * / all)}, as the n-gram repetition penalty of Yeo et al., "Demystifying Long Chain-of-Thought
 * Reasoning in LLMs" (arXiv 2502.03373), counted as in Open-R1.
 *
 * <p>Above a {@linkplain RepetitionSettings#tolerated tolerated} share the value falls linearly
 * from 0 to -1. The n-grams should be long: a sound deduction says "is a knight" many times, but
 * seldom the same eight words.
 */
final class Repetition extends StyleRule {

  private final RepetitionSettings settings;

  Repetition(RepetitionSettings settings) {
    super("repetition");
    this.settings = settings;
  }

  @Override
  double measure(Completion completion) {
    long[] grams = NGrams.of(Words.of(completion.response()), settings.words());
    if (grams.length == 0) {
      return 0;
    }
    double repeated = 1 - (double) Arrays.stream(grams).distinct().count() / grams.length;
    double excess = repeated - settings.tolerated();
    return excess <= 0 ? 0 : -excess / (1 - settings.tolerated());
  }
}
