/**
 * Policy-gradient algorithms as pure functions of numbers.
 *
 * <p>An algorithm sees flat arrays of log-probabilities, rewards and values, and answers with
 * advantages, losses and derivatives; it never sees a tensor. The learner back-propagates the
 * derivatives through the model. So an algorithm is plain Java, runs on every backend, and its
 * gradient can be checked by finite differences.
 */
@NullMarked
package org.logicrl.api.algorithm;

import org.jspecify.annotations.NullMarked;
