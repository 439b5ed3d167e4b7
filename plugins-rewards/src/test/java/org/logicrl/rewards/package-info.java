/** Tests of the reward rules. */
@NullMarked
package org.logicrl.rewards;

import org.jspecify.annotations.NullMarked;
