package org.logicrl.api.reward;

import org.logicrl.api.task.Problem;

/**
 * Scores a completion. The rule knows tags and format; what a right answer is it asks the task,
 * through the {@link Verifier}: so every rule works with every task.
 *
 * <p>Calls may come from several threads at once. An implementor
 *
 * <ol>
 *   <li>must be a pure function of its arguments and settings;
 *   <li>must return a finite total, with components that explain it;
 *   <li>should never throw on a model's output; where it does, the loop counts the completion as
 *       {@link org.logicrl.api.task.Outcome#ERROR};
 *   <li>should spend time linear in the length of the completion.
 * </ol>
 */
@FunctionalInterface
public interface RewardRule {

  /** Scores one completion of a problem. */
  Reward score(Problem problem, Completion completion, Verifier verifier);
}
