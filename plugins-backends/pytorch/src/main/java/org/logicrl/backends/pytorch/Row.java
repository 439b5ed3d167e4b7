package org.logicrl.backends.pytorch;

import java.util.Arrays;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Sampling;
import org.logicrl.backends.checkpoint.StopStrings;

/** One response while it is being written. */
final class Row {

  private final long key;
  private final Sampling sampling;
  private final StopStrings.Finder stopStrings;
  private int[] ids = new int[64];
  private float[] logProbs = new float[64];
  private float[] keptMass = new float[64];
  private int length;
  private Finish finish = Finish.LENGTH;

  Row(long key, Sampling sampling, StopStrings.Finder stopStrings) {
    this.key = key;
    this.sampling = sampling;
    this.stopStrings = stopStrings;
  }

  /** The random numbers of some positions. */
  void uniforms(int from, int count, float[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = RandomStream.uniformAt(key, from + i);
    }
  }

  /** Takes over tokens up to and including the first that ends the response. */
  void append(long[] tokens, float[] scores, float[] masses, int from, int count) {
    for (int i = from; i < from + count && !ended(); i++) {
      if (length == ids.length) {
        ids = Arrays.copyOf(ids, 2 * length);
        logProbs = Arrays.copyOf(logProbs, 2 * length);
        keptMass = Arrays.copyOf(keptMass, 2 * length);
      }
      ids[length] = (int) tokens[i];
      logProbs[length] = scores[i];
      keptMass[length] = masses[i];
      length++;
      if (sampling.stopTokens().contains((int) tokens[i])) {
        finish = Finish.STOP;
      } else if (stopStrings.found(ids, length)) {
        finish = Finish.STOP_STRING;
      }
    }
  }

  boolean ended() {
    return finish != Finish.LENGTH || length >= sampling.maxTokens();
  }

  int length() {
    return length;
  }

  Finish finish() {
    return finish;
  }

  void copyTo(int[] allIds, float[] allLogProbs, float[] allKeptMass, int at) {
    System.arraycopy(ids, 0, allIds, at, length);
    System.arraycopy(logProbs, 0, allLogProbs, at, length);
    System.arraycopy(keptMass, 0, allKeptMass, at, length);
  }
}
