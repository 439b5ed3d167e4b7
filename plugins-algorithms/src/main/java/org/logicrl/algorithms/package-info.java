/**
 * Policy-gradient algorithms for language models: REINFORCE++, GRPO and PPO.
 *
 * <p>The three differ in one place, how rewards become advantages, and each says in its own class
 * what it does there. They share the loss of the policy ({@link
 * org.logicrl.algorithms.PolicyObjective}), so that a comparison of two of them compares only their
 * estimators. Everything is computed in {@code double}; numbers are {@code float} only where they
 * cross into and out of this package.
 */
@NullMarked
package org.logicrl.algorithms;

import org.jspecify.annotations.NullMarked;
