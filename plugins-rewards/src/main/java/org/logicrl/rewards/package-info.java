/**
 * Reward rules for completions with a thought and an answer: the published Logic-RL rule, a
 * stricter one, small rules to combine, and the published evaluation scorer.
 *
 * <p>{@link org.logicrl.rewards.RewardsPlugin} offers them; the public records are their settings.
 */
@NullMarked
package org.logicrl.rewards;

import org.jspecify.annotations.NullMarked;
