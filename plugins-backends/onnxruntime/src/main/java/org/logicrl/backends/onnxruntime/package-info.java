/**
 * The ONNX Runtime backend: generates, from the weights that a learner hands over in memory, and
 * scores with those of a folder.
 *
 * <p>The decoder is an ONNX graph that is written at run time for the architecture of the model
 * folder; no model file is involved. Prompts are read once, and sequences enter and leave the batch
 * one by one.
 */
@NullMarked
package org.logicrl.backends.onnxruntime;

import org.jspecify.annotations.NullMarked;
