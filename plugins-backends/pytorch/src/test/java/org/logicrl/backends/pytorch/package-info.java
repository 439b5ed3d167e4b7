/** Tests of the PyTorch backend, against what transformers computes and against itself. */
@NullMarked
package org.logicrl.backends.pytorch;

import org.jspecify.annotations.NullMarked;
