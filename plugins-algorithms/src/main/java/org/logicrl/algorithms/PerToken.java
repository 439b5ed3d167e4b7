package org.logicrl.algorithms;

import org.logicrl.api.Spans;

/** Conversions between numbers per sequence, per token, and across the wall of the package. */
final class PerToken {

  private PerToken() {}

  /** One number per sequence, given to each of its tokens. */
  static double[] broadcast(Spans spans, double[] perSequence) {
    double[] perToken = new double[spans.total()];
    for (int row = 0; row < spans.count(); row++) {
      for (int t = spans.start(row); t < spans.end(row); t++) {
        perToken[t] = perSequence[row];
      }
    }
    return perToken;
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
