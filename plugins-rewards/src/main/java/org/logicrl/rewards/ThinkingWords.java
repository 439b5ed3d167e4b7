package org.logicrl.rewards;

import org.logicrl.api.reward.Completion;

/**
 * A bonus for words of reflection in the thought, from 0 to 1: the number of <em>different</em>
 * ones of a list, up to {@code enough}, so that repeating one earns nothing.
 *
 * <p>Logic-RL (arXiv 2502.14768) finds better answers where the thought holds "verify",
 * "re-evaluate", "wait" or "yet", which are the defaults; that such words also <em>cause</em>
 * better answers it does not claim, and a model learns soon to say them idly. Give it a small
 * weight, or weight 0 to watch them.
 */
final class ThinkingWords extends StyleRule {

  private final Phrases phrases;
  private final int enough;

  ThinkingWords(ThinkingWordsSettings settings) {
    super("thinking-words");
    this.phrases = new Phrases("phrases", settings.phrases());
    this.enough = settings.enough();
  }

  @Override
  double measure(Completion completion) {
    int found = phrases.in(Words.of(thought(completion.assistantText()))).size();
    return Math.min(1, (double) found / enough);
  }

  /** All up to the end of the thought; all of a text that never ends it. */
  private static String thought(String text) {
    int end = text.indexOf(Tags.THINK_END);
    return end < 0 ? text : text.substring(0, end);
  }
}
