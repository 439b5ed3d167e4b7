package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;

/** What a generator does beyond the contract of all of them. */
class TorchGeneratorTest {

  private static final long SEED = 11;

  private static long[] keys(int count) {
    long[] keys = new long[count];
    Arrays.setAll(keys, i -> RandomStream.key(SEED, "test", i));
    return keys;
  }

  @ParameterizedTest
  @CsvSource({"1.0, 0, 1.0", "0.7, 0, 1.0", "0.7, 6, 1.0", "1.0, 0, 0.7", "1.0, 20, 0.8"})
  void drawsFirstTokensFromTheModelsDistribution(double temperature, int topK, double topP)
      throws IOException {
    Golden golden = Golden.of("qwen2-tied");
    Tokens prompt = golden.sequences(1).tokens();
    double[] expected =
        distribution(lastRow(golden.floats("logits.1"), 192), temperature, topK, topP);
    int count = 8192;
    int[] drawn = new int[expected.length];
    try (Generator generator = Models.backend(4096, 1024).generator(golden.folder())) {
      Sampling sampling = new Sampling(temperature, topK, topP, 1, List.of());
      Generation generation = generator.generate(prompt, count, sampling, keys(count));
      for (int token : generation.responses().ids()) {
        drawn[token]++;
      }
    }
    double statistic = 0;
    int cells = 0;
    double rareExpected = 0;
    int rareDrawn = 0;
    for (int token = 0; token < expected.length; token++) {
      double mean = count * expected[token];
      if (mean == 0) {
        assertThat(drawn[token]).as("token %d, which must not be drawn", token).isZero();
      } else if (mean < 5) {
        rareExpected += mean;
        rareDrawn += drawn[token];
      } else {
        statistic += Math.pow(drawn[token] - mean, 2) / mean;
        cells++;
      }
    }
    if (rareExpected > 0) {
      statistic += Math.pow(rareDrawn - rareExpected, 2) / rareExpected;
      cells++;
    }
    int freedom = cells - 1;
    assertThat(statistic)
        .as("chi-square with %d degrees of freedom, seed %d", freedom, SEED)
        .isLessThan(freedom + 4 * Math.sqrt(2.0 * freedom));
  }

  private static float[] lastRow(float[] matrix, int width) {
    return Arrays.copyOfRange(matrix, matrix.length - width, matrix.length);
  }

  /** The probabilities that top-k, and then top-p, leave of a softmax. */
  private static double[] distribution(float[] logits, double temperature, int topK, double topP) {
    double[] weights = new double[logits.length];
    Arrays.setAll(weights, i -> Math.exp(logits[i] / temperature));
    int[] byWeight =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -weights[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] best = topK == 0 ? byWeight : Arrays.copyOf(byWeight, topK);
    double mass = Arrays.stream(best).mapToDouble(i -> weights[i]).sum();
    double[] kept = new double[weights.length];
    double total = 0;
    for (int i = 0; i < best.length && total < topP * mass; i++) {
      kept[best[i]] = weights[best[i]];
      total += weights[best[i]];
    }
    double whole = total;
    return Arrays.stream(kept).map(weight -> weight / whole).toArray();
  }

  /** Rows end at many lengths, so the batch is packed together several times. */
  @Test
  void goesOnUnchangedWhereOthersHaveEnded() throws IOException {
    Golden golden = Golden.of("qwen3");
    Tokens prompts = golden.sequences(0, 1, 2, 3).tokens();
    List<Integer> stops = List.of(3, 30, 60, 90, 120);
    try (Generator generator = Models.backend().generator(golden.folder())) {
      Generation free =
          generator.generate(prompts, 8, new Sampling(1, 0, 1, 100, List.of()), keys(32));
      Generation stopped =
          generator.generate(prompts, 8, new Sampling(1, 0, 1, 100, stops), keys(32));
      Spans spans = stopped.responses().spans();
      for (int row = 0; row < 32; row++) {
        int length = spans.length(row);
        assertThat(stopped.responses().row(row))
            .as("row %d", row)
            .isEqualTo(Arrays.copyOf(free.responses().row(row), length));
        assertThat(spans.gather(stopped.logProbs(), row))
            .containsExactly(
                Arrays.copyOf(free.responses().spans().gather(free.logProbs(), row), length),
                within(1e-5f));
        assertThat(stopped.finishes().get(row))
            .isEqualTo(
                stops.contains(stopped.responses().row(row)[length - 1])
                    ? Finish.STOP
                    : Finish.LENGTH);
      }
      assertThat(IntStream.range(0, 32).map(row -> spans.length(row) / 16).distinct().count())
          .as("runs of steps at whose end rows were dropped")
          .isGreaterThan(3);
    }
  }

  @Test
  void writesNoMoreAtOnceThanAllowed() throws IOException {
    Golden golden = Golden.of("qwen3");
    Tokens prompts = golden.sequences(0, 1).tokens();
    Sampling sampling = new Sampling(1, 0, 1, 20, List.of());
    Generation expected;
    try (Generator generator = Models.backend().generator(golden.folder())) {
      expected = generator.generate(prompts, 7, sampling, keys(14));
    }
    for (int most : new int[] {1, 3, 7, 10}) {
      List<int[]> batches = TorchGenerator.batches(2, 7, most);
      assertThat(batches).allMatch(batch -> batch.length <= most);
      assertThat(batches.stream().flatMapToInt(Arrays::stream).toArray())
          .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1);
      try (Generator generator = Models.backend(64, most).generator(golden.folder())) {
        Generation parts = generator.generate(prompts, 7, sampling, keys(14));
        assertThat(parts.responses().ids())
            .as("%d at once", most)
            .isEqualTo(expected.responses().ids());
        assertThat(parts.logProbs()).containsExactly(expected.logProbs(), within(1e-5f));
      }
    }
  }

  @Test
  void drawsFromAllTokensWhereTopKIsMore() throws IOException {
    Golden golden = Golden.of("qwen3");
    Tokens prompts = golden.sequences(0, 1).tokens();
    try (Generator generator = Models.backend().generator(golden.folder())) {
      Generation all = generator.generate(prompts, 1, new Sampling(1, 0, 1, 8, List.of()), keys(2));
      Generation more =
          generator.generate(prompts, 1, new Sampling(1, 5000, 1, 8, List.of()), keys(2));
      assertThat(more.responses().ids()).isEqualTo(all.responses().ids());
    }
  }

  @Test
  void fillsTheModelsPositionsAndNotOneMore() throws IOException {
    Golden golden = Golden.of("llama3-rope");
    Tokens prompt = golden.sequences(0).tokens();
    int room = 512 - prompt.spans().length(0);
    try (Generator generator = Models.backend().generator(golden.folder())) {
      Generation full =
          generator.generate(prompt, 1, new Sampling(1, 0, 1, room, List.of()), keys(1));
      assertThat(full.responses().ids()).hasSize(room);
      assertThatThrownBy(
              () ->
                  generator.generate(
                      prompt, 1, new Sampling(1, 0, 1, room + 1, List.of()), keys(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("513 positions")
          .hasMessageContaining("lower maxTokens");
    }
  }
}
