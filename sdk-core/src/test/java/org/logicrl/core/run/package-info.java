@NullMarked
package org.logicrl.core.run;

import org.jspecify.annotations.NullMarked;
