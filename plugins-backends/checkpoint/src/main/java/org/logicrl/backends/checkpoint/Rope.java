package org.logicrl.backends.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * The rotary position embedding (Su et al., arXiv 2104.09864): which angle turns which pair of a
 * head's values at which position.
 *
 * <p>Pair i of a head is the values i and i + headDim / 2, and turns by position x frequency i.
 * Frequencies and angles are rounded to float where transformers rounds them, because models are
 * trained with those: at position 32,768 the rounding alone moves an angle by a thousandth.
 */
public final class Rope {

  private final float[] frequencies;

  private Rope(float[] frequencies) {
    this.frequencies = frequencies;
  }

  /** The embedding of a model. */
  public static Rope of(ModelConfig config) {
    int pairs = config.headDim() / 2;
    float[] frequencies = new float[pairs];
    for (int i = 0; i < pairs; i++) {
      float exponent = (2f * i) / config.headDim();
      float frequency = 1f / (float) Math.pow((float) config.ropeTheta(), exponent);
      frequencies[i] = stretched(frequency, config.ropeScaling());
    }
    return new Rope(frequencies);
  }

  private static float stretched(float frequency, @Nullable RopeScaling scaling) {
    if (scaling == null) {
      return frequency;
    }
    double wavelength = 2 * Math.PI / frequency;
    double original = scaling.originalPositions();
    if (wavelength < original / scaling.highFrequencyFactor()) {
      return frequency;
    }
    if (wavelength > original / scaling.lowFrequencyFactor()) {
      return (float) (frequency / scaling.factor());
    }
    double kept =
        (original / wavelength - scaling.lowFrequencyFactor())
            / (scaling.highFrequencyFactor() - scaling.lowFrequencyFactor());
    return (float) ((1 - kept) * frequency / scaling.factor() + kept * frequency);
  }

  /** Radians per position for each pair; headDim / 2 values. */
  float[] frequencies() {
    return frequencies.clone();
  }

  /** The cosines of all angles: positions x (headDim / 2) values, row-major. */
  public float[] cosines(int positions) {
    float[] table = angles(positions);
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) Math.cos(table[i]);
    }
    return table;
  }

  /** The sines of all angles: positions x (headDim / 2) values, row-major. */
  public float[] sines(int positions) {
    float[] table = angles(positions);
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) Math.sin(table[i]);
    }
    return table;
  }

  private float[] angles(int positions) {
    float[] angles = new float[Math.multiplyExact(positions, frequencies.length)];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < frequencies.length; i++) {
        angles[position * frequencies.length + i] = position * frequencies[i];
      }
    }
    return angles;
  }
}
