/** A run's folder: what a run writes, atomically, and reads again to resume. */
@NullMarked
package org.logicrl.core.run;

import org.jspecify.annotations.NullMarked;
