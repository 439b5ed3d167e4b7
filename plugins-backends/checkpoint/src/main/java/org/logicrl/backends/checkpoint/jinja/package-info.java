/**
 * The part of the Jinja template language that chat templates are written in, with the results that
 * Jinja2 gives, and a refusal by name for everything else.
 */
@NullMarked
package org.logicrl.backends.checkpoint.jinja;

import org.jspecify.annotations.NullMarked;
