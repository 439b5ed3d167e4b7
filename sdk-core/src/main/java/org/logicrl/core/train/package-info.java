/** The training loops: reinforcement learning and supervised fine-tuning. */
@NullMarked
package org.logicrl.core.train;

import org.jspecify.annotations.NullMarked;
