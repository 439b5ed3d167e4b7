package org.logicrl.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;

/**
 * Sequences of random tokens, with losses for them: the same for the same seed.
 *
 * <p>Token 0 is left out. Many models pad with it, and transformers begins with an embedding of
 * zeros for such a token, where an RMS norm has the slope 1 / sqrt(epsilon), 1000 with the usual
 * one, and norms of queries and keys multiply that once more. There a gradient is right but says
 * nothing about a step of any length, so that finite differences cannot confirm it.
 */
final class RandomSequences {

  private final int vocabularySize;

  RandomSequences(int vocabularySize) {
    this.vocabularySize = vocabularySize;
  }

  /** Token sequences of the given lengths. */
  Tokens tokens(long seed, int... lengths) {
    RandomStream random = new RandomStream(RandomStream.key(seed, "tokens"));
    List<int[]> rows = new ArrayList<>();
    for (int length : lengths) {
      int[] row = new int[length];
      Arrays.setAll(row, i -> 1 + random.nextInt(vocabularySize - 1));
      rows.add(row);
    }
    return Tokens.of(rows);
  }

  /** Eight sequences whose prompts and responses differ in length; one response is empty. */
  Sequences sequences(long seed) {
    return new Sequences(
        tokens(seed, 9, 30, 17, 4, 22, 12, 30, 5), new int[] {3, 11, 1, 2, 22, 6, 2, 4});
  }

  /**
   * A loss that weighs each log-probability and each entropy of some sequences with a number of its
   * own.
   */
  static Weighted weighted(Sequences sequences, long seed) {
    RandomStream random = new RandomStream(RandomStream.key(seed, "derivatives"));
    float[] logProbs = new float[sequences.responses().total()];
    float[] entropies = new float[logProbs.length];
    for (int t = 0; t < logProbs.length; t++) {
      logProbs[t] = (float) (random.nextGaussian() / 16);
      entropies[t] = (float) (random.nextGaussian() / 64);
    }
    return new Weighted(sequences, logProbs, entropies);
  }

  /** A linear loss, whose derivatives are the same everywhere. */
  record Weighted(Sequences sequences, float[] logProbs, float[] entropies)
      implements Learner.TokenLoss {

    @Override
    public Learner.TokenGradients gradients(int[] rows, TokenScores scores) {
      return new Learner.TokenGradients(
          sequences.responses().gather(logProbs, rows),
          sequences.responses().gather(entropies, rows));
    }

    /** The loss. */
    double value(TokenScores scores) {
      double sum = 0;
      for (int t = 0; t < logProbs.length; t++) {
        sum += (double) logProbs[t] * scores.logProbs()[t];
        sum += (double) entropies[t] * scores.entropies()[t];
      }
      return sum;
    }

    /** The same loss for the sequences in another order. */
    Weighted select(int... rows) {
      return new Weighted(
          sequences.select(rows),
          sequences.responses().gather(logProbs, rows),
          sequences.responses().gather(entropies, rows));
    }
  }
}
