/** Engines that run language models: generation, scoring and learning. */
@NullMarked
package org.logicrl.api.backend;

import org.jspecify.annotations.NullMarked;
