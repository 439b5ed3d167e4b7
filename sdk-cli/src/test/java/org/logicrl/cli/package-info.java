@NullMarked
package org.logicrl.cli;

import org.jspecify.annotations.NullMarked;
