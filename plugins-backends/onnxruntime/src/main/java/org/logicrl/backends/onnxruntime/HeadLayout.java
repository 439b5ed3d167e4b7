package org.logicrl.backends.onnxruntime;

import java.util.Arrays;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Rope;

/**
 * How the values of an attention head are laid out for the engine, whose attention with a rotary
 * embedding takes heads of a multiple of {@value #MULTIPLE} values only.
 *
 * <p>A smaller head is filled up with zeros, which add nothing to any product. The rotary embedding
 * turns value i together with value i + size / 2, so each half of a head is filled up on its own.
 *
 * @param size the head's values in the model
 * @param padded its values in the engine
 */
record HeadLayout(int size, int padded) {

  private static final int MULTIPLE = 16;

  /** The layout for a model. */
  static HeadLayout of(ModelConfig config) {
    int size = config.headDim();
    return new HeadLayout(size, (size + MULTIPLE - 1) / MULTIPLE * MULTIPLE);
  }

  /** Where each value of some heads, one after the other, lies in the engine. */
  int[] places(int heads) {
    int[] places = new int[heads * size];
    Arrays.setAll(
        places,
        i -> {
          int within = i % size;
          int half = within < size / 2 ? 0 : padded / 2 - size / 2;
          return i / size * padded + within + half;
        });
    return places;
  }

  /**
   * What the engine's mean square over a filled-up head must be multiplied by to be the mean over
   * the head.
   */
  double fill() {
    return (double) padded / size;
  }

  /** The cosines of the rotary embedding: positions x (padded / 2) values. */
  float[] cosines(Rope rope, int positions) {
    return widened(rope.cosines(positions), positions);
  }

  /** The sines of the rotary embedding: positions x (padded / 2) values. */
  float[] sines(Rope rope, int positions) {
    return widened(rope.sines(positions), positions);
  }

  private float[] widened(float[] table, int positions) {
    float[] wide = new float[positions * padded / 2];
    for (int position = 0; position < positions; position++) {
      System.arraycopy(table, position * size / 2, wide, position * padded / 2, size / 2);
    }
    return wide;
  }
}
