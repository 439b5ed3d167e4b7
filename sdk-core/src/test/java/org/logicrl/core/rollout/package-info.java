@NullMarked
package org.logicrl.core.rollout;

import org.jspecify.annotations.NullMarked;
