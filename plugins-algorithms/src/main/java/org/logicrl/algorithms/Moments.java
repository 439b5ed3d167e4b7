package org.logicrl.algorithms;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Count, mean, spread and range of some numbers.
 *
 * @param variance unbiased (divided by count - 1); 0 for fewer than two numbers
 */
record Moments(int count, double mean, double variance, double min, double max) {

  /**
   * The moments of some numbers; all 0 when there are none.
   *
   * <p>Sums are taken of differences from the first number, so that equal numbers have exactly
   * their own value as mean and exactly 0 as variance: constant rewards then give no signal at all,
   * instead of rounding errors that a whitening would blow up.
   */
  static Moments of(double... values) {
    if (values.length == 0) {
      return new Moments(0, 0, 0, 0, 0);
    }
    double first = values[0];
    double sum = 0;
    double min = first;
    double max = first;
    for (double value : values) {
      sum += value - first;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double mean = first + sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double variance = values.length < 2 ? 0 : squares / (values.length - 1);
    return new Moments(values.length, mean, variance, min, max);
  }

  /** For each sequence, the moments of the scores of all sequences of its group. */
  static Moments[] ofGroups(double[] scores, int[] groups) {
    Map<Integer, double[]> members = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      members.merge(groups[i], new double[] {scores[i]}, Moments::concatenate);
    }
    Map<Integer, Moments> moments = new TreeMap<>();
    members.forEach((group, values) -> moments.put(group, of(values)));
    Moments[] ofSequence = new Moments[scores.length];
    for (int i = 0; i < scores.length; i++) {
      ofSequence[i] = moments.get(groups[i]);
    }
    return ofSequence;
  }

  double standardDeviation() {
    return Math.sqrt(variance);
  }

  /**
   * Adds {@code name/mean}, {@code name/max} and {@code name/min}; nothing when there were none.
   */
  void addTo(Map<String, Double> metrics, String name) {
    if (count > 0) {
      metrics.put(name + "/mean", mean);
      metrics.put(name + "/max", max);
      metrics.put(name + "/min", min);
    }
  }

  private static double[] concatenate(double[] head, double[] tail) {
    double[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
