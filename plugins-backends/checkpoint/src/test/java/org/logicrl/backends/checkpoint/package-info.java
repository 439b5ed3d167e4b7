/** Tests of model folders, against what transformers and safetensors read and write. */
@NullMarked
package org.logicrl.backends.checkpoint;

import org.jspecify.annotations.NullMarked;
