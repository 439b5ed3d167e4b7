/** Tests of the OpenAI backend, against a small server of their own. */
@NullMarked
package org.logicrl.backends.openai;

import org.jspecify.annotations.NullMarked;
