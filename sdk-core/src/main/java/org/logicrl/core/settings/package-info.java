/** The sections of an experiment's configuration that belong to the core. */
@NullMarked
package org.logicrl.core.settings;

import org.jspecify.annotations.NullMarked;
