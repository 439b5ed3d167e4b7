/** From problems to scored completions: prompts, generation, rewards. */
@NullMarked
package org.logicrl.core.rollout;

import org.jspecify.annotations.NullMarked;
