package org.logicrl.backends.onnxruntime;

/**
 * Draws from a whole distribution by inversion: the first token at which the sum of probabilities,
 * in order of token ids, exceeds a uniform number.
 *
 * <p>The sum is taken block by block, so that the tokens of only one block are looked at one by
 * one.
 */
final class Inversion {

  private static final int BLOCK = 64;

  private final double[] sums;

  /** For distributions over so many tokens. */
  Inversion(int vocabulary) {
    this.sums = new double[(vocabulary + BLOCK - 1) / BLOCK];
  }

  /**
   * Draws a token.
   *
   * @param distribution need not add up to 1
   * @param uniform in [0, 1)
   */
  int draw(float[] distribution, float uniform) {
    double total = 0;
    for (int block = 0; block < sums.length; block++) {
      total += sum(distribution, block * BLOCK);
      sums[block] = total;
    }
    double threshold = uniform * total;
    int block = 0;
    while (block < sums.length - 1 && sums[block] <= threshold) {
      block++;
    }
    double sum = block == 0 ? 0 : sums[block - 1];
    int drawn = block * BLOCK;
    // Rounding may lead beyond the block; what has no probability is passed over in any case.
    for (int token = block * BLOCK; token < distribution.length; token++) {
      if (distribution[token] > 0) {
        drawn = token;
        sum += distribution[token];
        if (sum > threshold) {
          break;
        }
      }
    }
    return drawn;
  }

  /** The sum of a block, four at a time, since an addition waits for the one before. */
  private static double sum(float[] distribution, int from) {
    int to = Math.min(distribution.length, from + BLOCK);
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += distribution[i];
      b += distribution[i + 1];
      c += distribution[i + 2];
      d += distribution[i + 3];
    }
    for (; i < to; i++) {
      a += distribution[i];
    }
    return a + b + (c + d);
  }
}
