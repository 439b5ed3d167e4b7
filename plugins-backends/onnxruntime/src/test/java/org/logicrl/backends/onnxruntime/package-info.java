/** Tests of the ONNX Runtime backend, against what transformers computes and against itself. */
@NullMarked
package org.logicrl.backends.onnxruntime;

import org.jspecify.annotations.NullMarked;
