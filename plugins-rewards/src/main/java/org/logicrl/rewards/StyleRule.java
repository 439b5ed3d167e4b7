package org.logicrl.rewards;

import java.util.Map;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;

/**
 * A rule that measures how a completion is written and does not look at its answer.
 *
 * <p>Its reward has one component, named as the rule. The verdict that goes with it is the task's
 * on the last answer between tags, so that accuracy can be watched whatever is rewarded.
 */
abstract class StyleRule implements RewardRule {

  private final String name;

  StyleRule(String name) {
    this.name = name;
  }

  /** The value of a completion; finite. */
  abstract double measure(Completion completion);

  @Override
  public final Reward score(Problem problem, Completion completion, Verifier verifier) {
    double value = measure(completion);
    return new Reward(
        value, Map.of(name, value), AnswerText.judgeLastTagged(problem, completion, verifier));
  }
}
