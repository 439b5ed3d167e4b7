/**
 * The PyTorch backend, over DJL's engine.
 *
 * <p>The model is one TorchScript program ({@code decoder.py} among the resources), so that a
 * forward pass, a backward pass, an optimiser step or a run of decoding steps is one call into the
 * engine and runs at PyTorch's own speed.
 */
@NullMarked
package org.logicrl.backends.pytorch;

import org.jspecify.annotations.NullMarked;
