@NullMarked
package org.logicrl.core.bench;

import org.jspecify.annotations.NullMarked;
