package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** What a generator does beyond the contract of all of them. */
class OrtGeneratorTest {

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
    float[] logits = golden.floats("logits.1");
    double[] expected =
        distribution(
            Arrays.copyOfRange(logits, logits.length - 192, logits.length),
            temperature,
            topK,
            topP);
    int count = 8192;
    int[] drawn = new int[expected.length];
    try (Generator generator = Models.backend().generator(golden.folder())) {
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

  /**
   * Responses of many lengths to prompts of several, on batches from one sequence, which each
   * response has to itself, to all at once.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 3", "1, 7", "2, 4", "3, 20", "2, 256"})
  void writesTheSameInBatchesOfAnySize(int threads, int generationBatch) throws IOException {
    Golden golden = Golden.of("qwen3");
    Tokens prompts = golden.sequences(3, 0, 1, 2).tokens();
    List<Integer> stops = List.of(3, 30, 60, 90, 120);
    Sampling sampling = new Sampling(1, 0, 1, 100, stops);
    try (Generator all = Models.backend().generator(golden.folder());
        Generator some =
            Models.backend(threads, generationBatch, WeightMode.AUTO).generator(golden.folder())) {
      Generation expected = all.generate(prompts, 8, sampling, keys(32));
      Generation generation = some.generate(prompts, 8, sampling, keys(32));
      assertThat(generation.responses().ids()).isEqualTo(expected.responses().ids());
      assertThat(generation.finishes()).isEqualTo(expected.finishes());
      assertThat(generation.logProbs()).containsExactly(expected.logProbs(), within(1e-5f));
      Spans spans = expected.responses().spans();
      assertThat(IntStream.range(0, 32).map(spans::length).distinct().count())
          .as("different lengths")
          .isGreaterThan(10);
    }
  }

  /** Each lane reads the prompt for itself. */
  @Test
  void sharesOutTheCompletionsOfASinglePromptAmongLanes() throws IOException {
    Golden golden = Golden.of("qwen3");
    Tokens prompt = golden.sequences(3).tokens();
    Sampling sampling = new Sampling(1, 0, 1, 100, List.of(3, 30, 60, 90, 120));
    Generation expected;
    try (Generator one = Models.backend().generator(golden.folder())) {
      expected = one.generate(prompt, 64, sampling, keys(64));
    }
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    try (Generator two = Models.backend(2, 256, WeightMode.AUTO).generator(golden.folder())) {
      Generation generation = two.generate(prompt, 64, sampling, keys(64));
      assertThat(generation.responses().ids()).isEqualTo(expected.responses().ids());
      assertThat(generation.finishes()).isEqualTo(expected.finishes());
      assertThat(generation.logProbs()).containsExactly(expected.logProbs(), within(1e-5f));
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("onnxruntime-lane"))
          .filteredOn(thread -> !others.contains(thread))
          .as("lanes that wrote")
          .hasSize(2);
    }
  }

  @Test
  void writesTheSameBitsEachTime() throws IOException {
    Golden golden = Golden.of("llama3-rope");
    Tokens prompts = golden.sequences(3, 0, 1, 2).tokens();
    Sampling sampling = new Sampling(1, 0, 0.9, 50, List.of(3, 30, 60));
    try (Generator generator = Models.backend(2, 10, WeightMode.AUTO).generator(golden.folder())) {
      float[] expected = generator.generate(prompts, 8, sampling, keys(32)).logProbs();
      for (int i = 0; i < 3; i++) {
        assertThat(generator.generate(prompts, 8, sampling, keys(32)).logProbs())
            .isEqualTo(expected);
      }
    }
  }

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
        assertThat(stopped.finishes().get(row))
            .isEqualTo(
                stops.contains(stopped.responses().row(row)[length - 1])
                    ? Finish.STOP
                    : Finish.LENGTH);
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
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("513 positions");
    }
  }

  @Test
  void writesNothingForNoPrompts() throws IOException {
    try (Generator generator = Models.backend().generator(Golden.folder("qwen3"))) {
      Generation none =
          generator.generate(
              Tokens.of(List.of()), 4, new Sampling(1, 0, 1, 8, List.of()), new long[0]);
      assertThat(none.finishes()).isEmpty();
    }
  }
}
