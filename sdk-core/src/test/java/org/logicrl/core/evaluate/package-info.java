@NullMarked
package org.logicrl.core.evaluate;

import org.jspecify.annotations.NullMarked;
