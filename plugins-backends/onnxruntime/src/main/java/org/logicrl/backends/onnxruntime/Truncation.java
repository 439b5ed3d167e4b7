package org.logicrl.backends.onnxruntime;

import org.logicrl.api.backend.Sampling;

/**
 * The most likely tokens of a distribution: top-k, of these top-p (Holtzman et al., arXiv
 * 1904.09751), and of these min-p (Nguyen et al., arXiv 2407.01082).
 *
 * <p>Nothing is sorted: the least probability that is kept is found by partitioning, as in
 * quickselect, in time proportional to the vocabulary. Of equally likely tokens those with lower
 * ids are kept.
 */
final class Truncation {

  private final int[] tokens;
  private final float[] probabilities;
  private final float[] scratch;
  private int count;

  Truncation(int vocabulary) {
    this.tokens = new int[vocabulary];
    this.probabilities = new float[vocabulary];
    this.scratch = new float[vocabulary];
  }

  /** How many tokens are kept. */
  int count() {
    return count;
  }

  /** A kept token; they are in order of their ids. */
  int token(int index) {
    return tokens[index];
  }

  /** Its probability in the whole distribution. */
  float probability(int index) {
    return probabilities[index];
  }

  /** What the kept probabilities add up to. */
  double mass() {
    double mass = 0;
    for (int i = 0; i < count; i++) {
      mass += probabilities[i];
    }
    return mass;
  }

  /** Keeps the most likely tokens of a distribution. */
  void apply(float[] distribution, Sampling sampling) {
    boolean topK = sampling.topK() > 0;
    // Tokens less likely than (1 - p) / vocabulary have together less than 1 - p, so none of them
    // is among the top p; half of it allows for rounding.
    double all =
        collect(distribution, topK ? 0 : (float) ((1 - sampling.topP()) / distribution.length / 2));
    if (Double.isNaN(all)) {
      return;
    }
    if (topK && sampling.topK() < count) {
      keep(sampling.topK(), true);
      all = mass();
    }
    if (sampling.topP() < 1) {
      keep(sampling.topP() * all, false);
    }
    if (sampling.minP() > 0) {
      keepFrom((float) (sampling.minP() * greatest()));
    }
  }

  private float greatest() {
    float greatest = 0;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, probabilities[i]);
    }
    return greatest;
  }

  private void keepFrom(float least) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (probabilities[i] >= least) {
        tokens[kept] = tokens[i];
        probabilities[kept++] = probabilities[i];
      }
    }
    count = kept;
  }

  /**
   * Takes the tokens that are at least so likely.
   *
   * @return what all probabilities add up to, those of the others included
   */
  private double collect(float[] distribution, float least) {
    count = 0;
    double all = 0;
    for (int token = 0; token < distribution.length; token++) {
      float probability = distribution[token];
      all += probability;
      // Written so that values that are not numbers are kept: they show in the log-probability.
      if (!(probability < least)) {
        tokens[count] = token;
        probabilities[count++] = probability;
      }
    }
    return all;
  }

  /**
   * Keeps the most likely tokens until they reach a goal.
   *
   * @param goal how many of them, or the sum of their probabilities
   */
  private void keep(double goal, boolean byCount) {
    System.arraycopy(probabilities, 0, scratch, 0, count);
    int from = 0;
    int to = count;
    double missing = goal;
    float least = 0;
    double ties = Double.POSITIVE_INFINITY;
    while (to > from) {
      float pivot = middle(scratch[from], scratch[(from + to) >>> 1], scratch[to - 1]);
      int above = partitionAbove(from, to, pivot);
      int equal = partitionEqual(above, to, pivot);
      double massAbove = byCount ? above - from : sum(from, above);
      double massEqual = byCount ? equal - above : (double) pivot * (equal - above);
      if (massAbove >= missing && above > from) {
        to = above;
      } else if (massAbove + massEqual >= missing || equal == to) {
        least = pivot;
        ties = Math.max(0, missing - massAbove) / (byCount ? 1 : pivot);
        break;
      } else {
        missing -= massAbove + massEqual;
        from = equal;
      }
    }
    int kept = 0;
    int taken = 0;
    for (int i = 0; i < count; i++) {
      boolean tie = probabilities[i] == least && taken < ties;
      if (probabilities[i] > least || tie) {
        taken += tie ? 1 : 0;
        tokens[kept] = tokens[i];
        probabilities[kept++] = probabilities[i];
      }
    }
    count = Math.max(1, kept);
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += scratch[i];
    }
    return sum;
  }

  private static float middle(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** Moves values above a pivot to the front; returns where they end. */
  private int partitionAbove(int from, int to, float pivot) {
    int end = from;
    for (int i = from; i < to; i++) {
      float value = scratch[i];
      if (value > pivot) {
        scratch[i] = scratch[end];
        scratch[end++] = value;
      }
    }
    return end;
  }

  /** Moves values equal to a pivot to the front; returns where they end. */
  private int partitionEqual(int from, int to, float pivot) {
    int end = from;
    for (int i = from; i < to; i++) {
      float value = scratch[i];
      if (value == pivot) {
        scratch[i] = scratch[end];
        scratch[end++] = value;
      }
    }
    return end;
  }
}
