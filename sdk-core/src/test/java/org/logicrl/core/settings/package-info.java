@NullMarked
package org.logicrl.core.settings;

import org.jspecify.annotations.NullMarked;
