package org.logicrl.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;

/** Distributions over the next token, and how tokens are drawn from them. */
final class Distributions {

  /** How far from the border between two tokens a draw may fall to either. */
  private static final double BORDER = 1e-5;

  private Distributions() {}

  /** The probabilities of all next tokens, by scoring each of them as a response of one token. */
  static double[] next(Scorer scorer, int[] prompt, int vocabularySize, double temperature) {
    List<int[]> rows = new ArrayList<>();
    for (int token = 0; token < vocabularySize; token++) {
      int[] row = Arrays.copyOf(prompt, prompt.length + 1);
      row[prompt.length] = token;
      rows.add(row);
    }
    int[] promptLengths = new int[vocabularySize];
    Arrays.fill(promptLengths, prompt.length);
    float[] logProbs =
        scorer.score(new Sequences(Tokens.of(rows), promptLengths), temperature).logProbs();
    return IntStream.range(0, vocabularySize).mapToDouble(i -> Math.exp(logProbs[i])).toArray();
  }

  /** What top-k, then top-p, then min-p leave of a distribution; it need not add up to 1. */
  static double[] restrict(double[] probabilities, Sampling sampling) {
    int[] byProbability =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble(token -> -probabilities[token]))
            .mapToInt(Integer::intValue)
            .toArray();
    int k = sampling.topK() == 0 ? probabilities.length : sampling.topK();
    double mass = 0;
    for (int i = 0; i < Math.min(k, byProbability.length); i++) {
      mass += probabilities[byProbability[i]];
    }
    double[] restricted = new double[probabilities.length];
    double reached = 0;
    for (int i = 0; i < k && i < byProbability.length && reached < sampling.topP() * mass; i++) {
      restricted[byProbability[i]] = probabilities[byProbability[i]];
      reached += probabilities[byProbability[i]];
    }
    double least = sampling.minP() * probabilities[byProbability[0]];
    Arrays.setAll(restricted, token -> restricted[token] < least ? 0 : restricted[token]);
    return restricted;
  }

  /**
   * The token that a uniform number stands for, by inversion over tokens in order of their ids; two
   * where it falls onto their border.
   */
  static List<Integer> invert(double[] weights, double uniform) {
    double total = Arrays.stream(weights).sum();
    List<Integer> tokens = new ArrayList<>();
    double below = 0;
    for (int token = 0; token < weights.length; token++) {
      double above = below + weights[token] / total;
      if (weights[token] > 0 && uniform >= below - BORDER && uniform < above + BORDER) {
        tokens.add(token);
      }
      below = above;
    }
    return tokens;
  }
}
