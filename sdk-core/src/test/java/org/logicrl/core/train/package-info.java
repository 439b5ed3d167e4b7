@NullMarked
package org.logicrl.core.train;

import org.jspecify.annotations.NullMarked;
