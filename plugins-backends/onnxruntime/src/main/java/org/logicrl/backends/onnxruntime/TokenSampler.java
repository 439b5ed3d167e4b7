package org.logicrl.backends.onnxruntime;

import java.nio.FloatBuffer;
import org.logicrl.api.backend.Sampling;

/**
 * Draws a token from probabilities, by inversion in order of token ids.
 *
 * <p>The result of a draw stays in the sampler, so that drawing allocates nothing.
 */
final class TokenSampler {

  private final Sampling sampling;
  private final float[] row;
  private final Inversion inversion;
  private final Truncation truncation;
  private int token;
  private float logProb;
  private float keptMass = 1;

  TokenSampler(Sampling sampling, int vocabulary) {
    this.sampling = sampling;
    this.row = new float[vocabulary];
    this.inversion = new Inversion(vocabulary);
    this.truncation = new Truncation(vocabulary);
  }

  /** The token drawn last. */
  int token() {
    return token;
  }

  /** Its log-probability in nats, under the distribution before any truncation. */
  float logProb() {
    return logProb;
  }

  /** The probability of all tokens that could have been drawn. */
  float keptMass() {
    return keptMass;
  }

  /**
   * Draws from a row of a forward pass.
   *
   * @param uniform in [0, 1)
   */
  void draw(Forward forward, int index, float uniform) {
    if (sampling.greedy()) {
      read(forward.logits(), index);
      token = greatest();
      read(forward.probabilities(), index);
    } else {
      read(forward.probabilities(), index);
      token = sampling.truncated() ? truncated(uniform) : inversion.draw(row, uniform);
    }
    logProb = (float) Math.log(row[token]);
  }

  private void read(FloatBuffer values, int index) {
    values.get(index * row.length, row);
  }

  private int greatest() {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }

  private int truncated(float uniform) {
    truncation.apply(row, sampling);
    double mass = truncation.mass();
    keptMass = (float) Math.min(1, mass);
    double threshold = uniform * mass;
    double cumulative = 0;
    for (int i = 0; i < truncation.count(); i++) {
      cumulative += truncation.probability(i);
      if (cumulative > threshold) {
        return truncation.token(i);
      }
    }
    return truncation.token(truncation.count() - 1);
  }
}
