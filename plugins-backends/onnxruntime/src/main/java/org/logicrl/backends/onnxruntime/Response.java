package org.logicrl.backends.onnxruntime;

import java.util.Arrays;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Sampling;
import org.logicrl.backends.checkpoint.StopStrings;

/** One response while it is being written. */
final class Response {

  private final int prompt;
  private final int promptLength;
  private final long key;
  private final Sampling sampling;
  private final StopStrings.Finder stopStrings;
  private int[] ids = new int[64];
  private float[] logProbs = new float[64];
  private float[] keptMass = new float[64];
  private int length;
  private Finish finish = Finish.LENGTH;

  /**
   * An empty response.
   *
   * @param prompt which prompt it answers
   * @param promptLength how many tokens that has
   * @param key of its random numbers
   */
  Response(
      int prompt, int promptLength, long key, Sampling sampling, StopStrings.Finder stopStrings) {
    this.prompt = prompt;
    this.promptLength = promptLength;
    this.key = key;
    this.sampling = sampling;
    this.stopStrings = stopStrings;
  }

  int prompt() {
    return prompt;
  }

  /** The random number of the next token. */
  float uniform() {
    return RandomStream.uniformAt(key, length);
  }

  /** Takes over the token that was drawn. */
  void append(TokenSampler drawn) {
    if (length == ids.length) {
      ids = Arrays.copyOf(ids, 2 * length);
      logProbs = Arrays.copyOf(logProbs, 2 * length);
      keptMass = Arrays.copyOf(keptMass, 2 * length);
    }
    ids[length] = drawn.token();
    logProbs[length] = drawn.logProb();
    keptMass[length] = drawn.keptMass();
    length++;
    if (sampling.stopTokens().contains(drawn.token())) {
      finish = Finish.STOP;
    } else if (stopStrings.found(ids, length)) {
      finish = Finish.STOP_STRING;
    }
  }

  boolean ended() {
    return finish != Finish.LENGTH || length >= sampling.maxTokens();
  }

  int length() {
    return length;
  }

  /** The tokens of the prompt and so far. */
  int totalLength() {
    return promptLength + length;
  }

  /** The token that was taken over last. */
  int lastToken() {
    return ids[length - 1];
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
