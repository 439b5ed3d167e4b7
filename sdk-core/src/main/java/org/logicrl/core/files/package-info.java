/** What several parts of the core do with files. */
@NullMarked
package org.logicrl.core.files;

import org.jspecify.annotations.NullMarked;
