@NullMarked
package org.logicrl.core.plugin;

import org.jspecify.annotations.NullMarked;
