package org.logicrl.testkit;

import java.util.function.ToDoubleFunction;

/**
 * Derivatives of a function of {@code float}s, measured by evaluating it nearby.
 *
 * <p>Losses of reinforcement learning are smooth only piece by piece: clipping puts kinks into
 * them, at which there is no derivative to compare with. Kinks are recognised from the function
 * alone: for each coordinate the slope and the change of slope are measured with a step h and with
 * h/2. Where the function is smooth over the interval, slopes agree up to O(h^2), and the change of
 * slope halves with the step. A kink within the interval breaks one of the two, wherever it lies.
 */
final class FiniteDifferences {

  /** Small for the truncation error, large compared with the spacing of floats. */
  private static final float STEP = 0x1p-9f;

  /** Disagreement, relative to the steepest slope, from which on a coordinate is at a kink. */
  private static final double ROUGHNESS = 1e-5;

  private FiniteDifferences() {}

  /**
   * The derivative by each coordinate, or NaN where the function has a kink nearby.
   *
   * @param function must not keep or change its argument
   */
  static double[] gradient(ToDoubleFunction<float[]> function, float[] at) {
    double[] slopes = new double[at.length];
    double[] roughness = new double[at.length];
    double steepest = 0;
    for (int i = 0; i < at.length; i++) {
      Slopes wide = Slopes.measure(function, at, i, STEP);
      Slopes narrow = Slopes.measure(function, at, i, STEP / 2);
      slopes[i] = narrow.mean();
      roughness[i] =
          Math.max(
              Math.abs(wide.mean() - narrow.mean()), Math.abs(wide.change() - 2 * narrow.change()));
      steepest = Math.max(steepest, Math.abs(slopes[i]));
    }
    for (int i = 0; i < at.length; i++) {
      if (roughness[i] > ROUGHNESS * steepest) {
        slopes[i] = Double.NaN;
      }
    }
    return slopes;
  }

  /** The slopes to the left and to the right of a point. */
  private record Slopes(double left, double right, double mean) {

    static Slopes measure(ToDoubleFunction<float[]> function, float[] at, int i, float step) {
      float below = at[i] - step;
      float above = at[i] + step;
      double valueBelow = valueWith(function, at, i, below);
      double value = function.applyAsDouble(at.clone());
      double valueAbove = valueWith(function, at, i, above);
      // The steps as floats really took them.
      return new Slopes(
          (value - valueBelow) / ((double) at[i] - below),
          (valueAbove - value) / ((double) above - at[i]),
          (valueAbove - valueBelow) / ((double) above - below));
    }

    double change() {
      return right - left;
    }

    private static double valueWith(
        ToDoubleFunction<float[]> function, float[] at, int i, float coordinate) {
      float[] moved = at.clone();
      moved[i] = coordinate;
      return function.applyAsDouble(moved);
    }
  }
}
