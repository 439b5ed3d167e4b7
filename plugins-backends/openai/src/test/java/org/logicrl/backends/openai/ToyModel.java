package org.logicrl.backends.openai;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.logicrl.api.RandomStream;

/** A language model whose logits are a hash of the last two tokens. */
final class ToyModel {

  private final int vocabulary;
  private final Set<Integer> never;

  /**
   * Makes a model.
   *
   * @param never tokens that it never writes
   */
  ToyModel(int vocabulary, Set<Integer> never) {
    this.vocabulary = vocabulary;
    this.never = never;
  }

  /** Probabilities of the next token; a temperature of 0 counts as 1. */
  double[] next(List<Integer> context, double temperature) {
    int last = context.get(context.size() - 1);
    int before = context.size() < 2 ? -1 : context.get(context.size() - 2);
    RandomStream random = new RandomStream(RandomStream.key(11, "toy", last, before));
    double[] weights = new double[vocabulary];
    double sum = 0;
    for (int token = 0; token < vocabulary; token++) {
      double logit = 3 * random.nextGaussian();
      weights[token] =
          never.contains(token) ? 0 : Math.exp(logit / (temperature == 0 ? 1 : temperature));
      sum += weights[token];
    }
    for (int token = 0; token < vocabulary; token++) {
      weights[token] /= sum;
    }
    return weights;
  }

  /** What is left of a distribution after top-k, top-p and min-p. */
  static double[] restricted(double[] distribution, int topK, double topP, double minP) {
    if (topK <= 0 && topP == 1 && minP == 0) {
      return distribution;
    }
    List<Integer> ranked =
        IntStream.range(0, distribution.length)
            .boxed()
            .sorted((a, b) -> Double.compare(distribution[b], distribution[a]))
            .toList();
    double[] kept = new double[distribution.length];
    double sum = 0;
    for (int rank = 0; rank < ranked.size() && sum < topP; rank++) {
      double share = distribution[ranked.get(rank)] / distribution[ranked.get(0)];
      if ((topK <= 0 || rank < topK) && share >= minP) {
        kept[ranked.get(rank)] = distribution[ranked.get(rank)];
        sum += kept[ranked.get(rank)];
      }
    }
    for (int token = 0; token < kept.length; token++) {
      kept[token] /= sum;
    }
    return kept;
  }

  /** The token at a share of a distribution. */
  static int draw(double[] distribution, double uniform) {
    double sum = 0;
    int token = 0;
    for (int i = 0; i < distribution.length && sum <= uniform; i++) {
      if (distribution[i] > 0) {
        sum += distribution[i];
        token = i;
      }
    }
    return token;
  }

  /** The most likely token. */
  static int best(double[] distribution) {
    return IntStream.range(0, distribution.length)
        .reduce((a, b) -> distribution[b] > distribution[a] ? b : a)
        .orElseThrow();
  }
}
