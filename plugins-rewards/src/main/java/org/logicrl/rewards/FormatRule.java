package org.logicrl.rewards;

import org.logicrl.api.reward.Completion;

/**
 * Scores the format alone: the four tags exactly once each and in order, in the same part of the
 * text as {@link LogicRl} reads.
 */
final class FormatRule extends StyleRule {

  private final FormatSettings settings;

  FormatRule(FormatSettings settings) {
    super("format");
    this.settings = settings;
  }

  @Override
  double measure(Completion completion) {
    boolean inOrder = Tags.of(AssistantPart.published(completion)).inOrder();
    return inOrder ? settings.pass() : settings.fail();
  }
}
