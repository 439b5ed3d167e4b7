package org.logicrl.backends.openai;

import org.logicrl.api.backend.Generation.Finish;

/**
 * One response.
 *
 * @param ids its tokens, the stop token included
 * @param logProbs one for each, NaN where it is unknown
 * @param finish why it ended
 */
record Response(int[] ids, float[] logProbs, Finish finish) {}
