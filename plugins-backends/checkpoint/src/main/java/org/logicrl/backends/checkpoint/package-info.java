/**
 * Hugging Face model folders: configuration, weights, tokenizer and chat template, read and written
 * without an engine.
 */
@NullMarked
package org.logicrl.backends.checkpoint;

import org.jspecify.annotations.NullMarked;
