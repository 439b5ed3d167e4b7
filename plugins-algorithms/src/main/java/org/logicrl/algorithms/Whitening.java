package org.logicrl.algorithms;

/**
 * Shifts and scales numbers to mean 0 and variance 1: {@code (x - mean) / sqrt(variance + 1e-8)}.
 *
 * <p>This is the whitening of verl and TRL, with the unbiased variance. OpenRLHF divides by the
 * population's, which makes every number larger by the factor sqrt(n / (n - 1)): with n response
 * tokens in a batch, by next to nothing.
 */
final class Whitening {

  /** Where all numbers are equal this divides 0 by 1e-4 instead of by 0. */
  private static final double VARIANCE_FLOOR = 1e-8;

  private Whitening() {}

  /** The whitened numbers, in a new array; a single number becomes 0. */
  static double[] whiten(double[] values) {
    Moments moments = Moments.of(values);
    double scale = 1 / Math.sqrt(moments.variance() + VARIANCE_FLOOR);
    double[] whitened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      whitened[i] = (values[i] - moments.mean()) * scale;
    }
    return whitened;
  }
}
