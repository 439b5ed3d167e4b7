/** Binds a configuration and wires the chosen plugins into a loop. */
@NullMarked
package org.logicrl.core.experiment;

import org.jspecify.annotations.NullMarked;
