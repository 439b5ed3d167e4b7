/** Rules that turn a completion into a number, by program and not by a learned model. */
@NullMarked
package org.logicrl.api.reward;

import org.jspecify.annotations.NullMarked;
