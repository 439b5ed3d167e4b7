package org.logicrl.backends.onnxruntime;

import java.nio.FloatBuffer;
import org.logicrl.api.backend.Sampling;

/**
 * Draws a token from probabilities, by inversion in order of token ids.
 *
 * <p>The result of a draw stays in the sampler, so that drawing allocates nothing.
 */
final class TokenSampler {

  /** Probabilities that are added up before the sum is looked at. */
  private static final int BLOCK = 64;

  private final Sampling sampling;
  private final float[] row;
  private final double[] blocks;
  private final Truncation truncation;
  private int token;
  private float logProb;
  private float keptMass = 1;

  TokenSampler(Sampling sampling, int vocabulary) {
    this.sampling = sampling;
    this.row = new float[vocabulary];
    this.blocks = new double[(vocabulary + BLOCK - 1) / BLOCK];
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
      token = sampling.truncated() ? truncated(uniform) : full(uniform);
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

  private int full(float uniform) {
    double total = 0;
    for (int block = 0; block < blocks.length; block++) {
      int from = block * BLOCK;
      total += sum(from, Math.min(row.length, from + BLOCK));
      blocks[block] = total;
    }
    double threshold = uniform * total;
    int block = 0;
    while (block < blocks.length - 1 && blocks[block] <= threshold) {
      block++;
    }
    double cumulative = block == 0 ? 0 : blocks[block - 1];
    int likely = block * BLOCK;
    for (int i = block * BLOCK; i < row.length; i++) {
      cumulative += row[i];
      if (row[i] > 0) {
        likely = i;
        if (cumulative > threshold) {
          break;
        }
      }
    }
    return likely;
  }

  /** The sum of some probabilities: four at a time, since an addition waits for the one before. */
  private double sum(int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += row[i];
      b += row[i + 1];
      c += row[i + 2];
      d += row[i + 3];
    }
    for (; i < to; i++) {
      a += row[i];
    }
    return a + b + (c + d);
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
