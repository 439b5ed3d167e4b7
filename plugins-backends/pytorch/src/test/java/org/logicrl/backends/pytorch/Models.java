package org.logicrl.backends.pytorch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;

/** What several tests do with models. */
final class Models {

  /** The settings that the tests begin with: tiny models only wait for other threads. */
  static final PyTorchSettings SETTINGS =
      new PyTorchSettings("cpu", 1, 4096, Precision.FLOAT32, false, null, null, 256);

  private Models() {}

  /** The backend with its default sizes. */
  static PyTorchBackend backend() {
    return backend(SETTINGS);
  }

  static PyTorchBackend backend(int microBatchTokens, int generationBatch) {
    return backend(
        new PyTorchSettings(
            "cpu", 1, microBatchTokens, Precision.FLOAT32, false, null, null, generationBatch));
  }

  static PyTorchBackend backend(PyTorchSettings settings) {
    return new PyTorchBackend(settings, 1);
  }

  /** A backend that is told how to run passes. */
  static PyTorchBackend backend(
      int microBatchTokens, boolean recompute, @Nullable Boolean sharedPrompts) {
    return backend(
        new PyTorchSettings(
            "cpu", 1, microBatchTokens, Precision.FLOAT32, recompute, sharedPrompts, null, 16));
  }

  /** A backend that computes in bfloat16. */
  static PyTorchBackend bf16() {
    return backend(new PyTorchSettings("cpu", 1, 4096, Precision.BF16, false, null, null, 16));
  }

  /**
   * Random tokens: {@code responses[i]} are the lengths of the responses to a prompt of length
   * {@code prompts[i]}, and the sequences of all prompts take turns.
   */
  static Sequences groups(long seed, int[] prompts, int[][] responses) {
    RandomStream random = new RandomStream(RandomStream.key(seed, "groups"));
    int[][] heads = new int[prompts.length][];
    for (int i = 0; i < prompts.length; i++) {
      heads[i] = tokens(random, prompts[i]);
    }
    List<int[]> rows = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    int most = Arrays.stream(responses).mapToInt(group -> group.length).max().orElse(0);
    for (int j = 0; j < most; j++) {
      for (int i = 0; i < prompts.length; i++) {
        if (j < responses[i].length) {
          int[] row = Arrays.copyOf(heads[i], prompts[i] + responses[i][j]);
          System.arraycopy(tokens(random, responses[i][j]), 0, row, prompts[i], responses[i][j]);
          rows.add(row);
          lengths.add(prompts[i]);
        }
      }
    }
    return new Sequences(Tokens.of(rows), lengths.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int[] tokens(RandomStream random, int count) {
    int[] tokens = new int[count];
    Arrays.setAll(tokens, i -> random.nextInt(192));
    return tokens;
  }

  /** A loss of both scores that does not depend on where a token stands. */
  static Learner.TokenGradients loss(int[] rows, TokenScores scores) {
    float[] logProbs = new float[scores.logProbs().length];
    float[] entropies = new float[logProbs.length];
    for (int t = 0; t < logProbs.length; t++) {
      logProbs[t] = scores.logProbs()[t] / 500;
      entropies[t] = (1 - scores.entropies()[t]) / 500;
    }
    return new Learner.TokenGradients(logProbs, entropies);
  }
}
