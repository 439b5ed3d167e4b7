package org.logicrl.backends.pytorch;

import java.util.Arrays;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Sampling;

/** One response while it is being written. */
final class Row {

  private final long key;
  private final Sampling sampling;
  private int[] ids = new int[64];
  private float[] logProbs = new float[64];
  private int length;
  private boolean stopped;

  Row(long key, Sampling sampling) {
    this.key = key;
    this.sampling = sampling;
  }

  /** The random numbers of some positions. */
  void uniforms(int from, int count, float[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = RandomStream.uniformAt(key, from + i);
    }
  }

  /** Takes over tokens up to and including the first stop token. */
  void append(long[] tokens, float[] scores, int from, int count) {
    for (int i = from; i < from + count && !ended(); i++) {
      if (length == ids.length) {
        ids = Arrays.copyOf(ids, 2 * length);
        logProbs = Arrays.copyOf(logProbs, 2 * length);
      }
      ids[length] = (int) tokens[i];
      logProbs[length] = scores[i];
      length++;
      stopped = sampling.stopTokens().contains((int) tokens[i]);
    }
  }

  boolean ended() {
    return stopped || length >= sampling.maxTokens();
  }

  int length() {
    return length;
  }

  Finish finish() {
    return stopped ? Finish.STOP : Finish.LENGTH;
  }

  void copyTo(int[] allIds, float[] allLogProbs, int at) {
    System.arraycopy(ids, 0, allIds, at, length);
    System.arraycopy(logProbs, 0, allLogProbs, at, length);
  }
}
