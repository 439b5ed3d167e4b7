/** Problems, their prompts, and what a right answer is. */
@NullMarked
package org.logicrl.api.task;

import org.jspecify.annotations.NullMarked;
