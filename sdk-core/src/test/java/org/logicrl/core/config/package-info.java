@NullMarked
package org.logicrl.core.config;

import org.jspecify.annotations.NullMarked;
