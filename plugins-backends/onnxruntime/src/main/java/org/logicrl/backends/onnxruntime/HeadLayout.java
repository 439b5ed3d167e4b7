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

  /**
   * What the rotary embedding multiplies queries and keys by, so that their products come out
   * scaled by the inverse root of the head's size.
   *
   * @param normed whether the engine has normalised them, which makes those of filled-up heads too
   *     large by the root of what was filled up
   */
  double rotaryFactor(boolean normed) {
    return Math.sqrt(1 / Math.sqrt(size) / (normed ? fill() : 1));
  }

  /** The cosines of the rotary embedding: positions x (padded / 2) values, times a factor. */
  float[] cosines(Rope rope, int positions, double factor) {
    return widened(rope.cosines(positions), positions, factor);
  }

  /** The sines of the rotary embedding, see {@link #cosines}. */
  float[] sines(Rope rope, int positions, double factor) {
    return widened(rope.sines(positions), positions, factor);
  }

  private float[] widened(float[] table, int positions, double factor) {
    float[] wide = new float[positions * padded / 2];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < size / 2; i++) {
        wide[position * padded / 2 + i] = (float) (table[position * size / 2 + i] * factor);
      }
    }
    return wide;
  }
}
