/** Tests of the template interpreter, against Jinja2. */
@NullMarked
package org.logicrl.backends.checkpoint.jinja;

import org.jspecify.annotations.NullMarked;
