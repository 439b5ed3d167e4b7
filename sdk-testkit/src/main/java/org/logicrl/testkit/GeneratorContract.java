package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;

/** What every {@link org.logicrl.api.backend.Generator} must do. */
abstract class GeneratorContract {

  private static final Sampling FREE = new Sampling(0.8, 0, 1, 12, List.of());

  /** The backend under test. */
  abstract BackendContract backends();

  private Tokens prompts() {
    return new RandomSequences(backends().vocabularySize()).tokens(1, 5, 9, 2, 14);
  }

  private static long[] keys(int count) {
    long[] keys = new long[count];
    Arrays.setAll(keys, i -> RandomStream.key(7, "contract", i));
    return keys;
  }

  @Test
  void writesTheSameForTheSameKeys() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              Generation first = generator.generate(prompts(), 2, FREE, keys(8));
              Generation again = generator.generate(prompts(), 2, FREE, keys(8));
              assertThat(again.responses().ids()).isEqualTo(first.responses().ids());
              assertThat(again.logProbs()).isEqualTo(first.logProbs());
            });
  }

  @Test
  void writesASampleWhateverItsNeighboursAre() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              Tokens prompts = prompts();
              long[] keys = keys(12);
              Generation together = generator.generate(prompts, 3, FREE, keys);
              for (int row = 0; row < keys.length; row++) {
                Generation alone =
                    generator.generate(
                        Tokens.of(List.of(prompts.row(row / 3))), 1, FREE, new long[] {keys[row]});
                assertThat(alone.responses().row(0))
                    .as("row %d", row)
                    .isEqualTo(together.responses().row(row));
                assertThat(alone.logProbs())
                    .containsExactly(
                        together.responses().spans().gather(together.logProbs(), row),
                        within(1e-4f));
              }
            });
  }

  @Test
  void givesEachKeyASampleOfItsOwn() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              Generation generation =
                  generator.generate(prompts(), 4, new Sampling(1, 0, 1, 12, List.of()), keys(16));
              List<String> samples = new ArrayList<>();
              for (int row = 0; row < 16; row++) {
                samples.add(Arrays.toString(generation.responses().row(row)));
              }
              assertThat(Set.copyOf(samples)).hasSizeGreaterThan(12);
            });
  }

  @Test
  void endsAResponseAtTheLongestLength() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              Generation generation = generator.generate(prompts(), 1, FREE, keys(4));
              assertThat(generation.finishes()).containsOnly(Finish.LENGTH);
              for (int row = 0; row < 4; row++) {
                assertThat(generation.responses().row(row)).hasSize(FREE.maxTokens());
              }
            });
  }

  @Test
  void endsAResponseWithItsFirstStopToken() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              Generation free = generator.generate(prompts(), 1, FREE, keys(4));
              int stop = free.responses().row(1)[5];
              Sampling stopping = new Sampling(0.8, 0, 1, 12, List.of(stop));
              Generation stopped = generator.generate(prompts(), 1, stopping, keys(4));
              for (int row = 0; row < 4; row++) {
                int[] whole = free.responses().row(row);
                int at = 0;
                while (at < whole.length && whole[at] != stop) {
                  at++;
                }
                boolean found = at < whole.length;
                assertThat(stopped.finishes().get(row))
                    .isEqualTo(found ? Finish.STOP : Finish.LENGTH);
                assertThat(stopped.responses().row(row))
                    .isEqualTo(found ? Arrays.copyOf(whole, at + 1) : whole);
              }
            });
  }

  @Test
  void reportsTheScorersLogProbabilities() throws IOException {
    Tokens prompts = prompts();
    Generation[] generation = new Generation[1];
    backends()
        .withGenerator(
            generator ->
                generation[0] =
                    generator.generate(
                        prompts, 2, new Sampling(0.8, 20, 0.9, 12, List.of()), keys(8)));
    if (generation[0] == null) {
      return;
    }
    List<int[]> rows = new ArrayList<>();
    int[] promptLengths = new int[8];
    for (int row = 0; row < 8; row++) {
      int[] prompt = prompts.row(row / 2);
      int[] response = generation[0].responses().row(row);
      int[] whole = Arrays.copyOf(prompt, prompt.length + response.length);
      System.arraycopy(response, 0, whole, prompt.length, response.length);
      promptLengths[row] = prompt.length;
      rows.add(whole);
    }
    Sequences sequences = new Sequences(Tokens.of(rows), promptLengths);
    backends()
        .withScorer(
            scorer ->
                assertThat(generation[0].logProbs())
                    .containsExactly(scorer.score(sequences, 0.8).logProbs(), within(1e-4f)));
  }

  @Test
  void drawsByInversionOfTheModelsDistribution() throws IOException {
    int[] prompt = prompts().row(1);
    for (Sampling sampling :
        List.of(
            new Sampling(1, 0, 1, 1, List.of()),
            new Sampling(0.7, 0, 1, 1, List.of()),
            new Sampling(0.7, 5, 1, 1, List.of()),
            new Sampling(1, 0, 0.6, 1, List.of()),
            new Sampling(1, 10, 0.7, 1, List.of()),
            new Sampling(1, 0, 1, 0.3, 1, List.of(), List.of()),
            new Sampling(1, 10, 0.9, 0.1, 1, List.of(), List.of()))) {
      double[][] distribution = new double[1][];
      backends()
          .withScorer(
              scorer ->
                  distribution[0] =
                      Distributions.restrict(
                          Distributions.next(
                              scorer, prompt, backends().vocabularySize(), sampling.temperature()),
                          sampling));
      long[] keys = keys(500);
      backends()
          .withGenerator(
              generator -> {
                Generation generation =
                    generator.generate(Tokens.of(List.of(prompt)), keys.length, sampling, keys);
                if (distribution[0] != null) {
                  for (int row = 0; row < keys.length; row++) {
                    assertThat(generation.responses().row(row)[0])
                        .as("%s, key %d", sampling, keys[row])
                        .isIn(
                            Distributions.invert(
                                distribution[0], RandomStream.uniformAt(keys[row], 0)));
                  }
                }
              });
    }
  }

  @Test
  void reportsTheProbabilityOfAllThatCouldHaveBeenDrawn() throws IOException {
    int[] prompt = prompts().row(1);
    Sampling sampling = new Sampling(0.7, 12, 0.8, 0.05, 1, List.of(), List.of());
    double[] mass = new double[1];
    backends()
        .withScorer(
            scorer -> {
              int size = backends().vocabularySize();
              double[] all = Distributions.next(scorer, prompt, size, 0.7);
              mass[0] = Arrays.stream(Distributions.restrict(all, sampling)).sum();
            });
    boolean mayNotKnow;
    try (Backend backend = backends().backend()) {
      mayNotKnow = !backend.takesWeights();
    }
    backends()
        .withGenerator(
            generator -> {
              float[] kept =
                  generator.generate(Tokens.of(List.of(prompt)), 3, sampling, keys(3)).keptMass();
              if (kept == null) {
                assertThat(mayNotKnow).as("the kept mass may be unknown").isTrue();
                return;
              }
              assertThat(kept).hasSize(3);
              for (float ofToken : kept) {
                assertThat(ofToken).isGreaterThan(0).isLessThanOrEqualTo(1);
                if (mass[0] > 0) {
                  assertThat((double) ofToken).isCloseTo(mass[0], within(1e-4));
                }
              }
            });
  }

  @Test
  void reportsNoKeptMassOfWholeDistributions() throws IOException {
    backends()
        .withGenerator(
            generator ->
                assertThat(generator.generate(prompts(), 1, FREE, keys(4)).keptMass()).isNull());
  }

  /** On a model of the backend's own making, since only that has a tokenizer for certain. */
  @Test
  void endsAResponseWithItsFirstStopString(@TempDir Path folder) throws IOException {
    int max = 40;
    try (Backend backend = backends().backend()) {
      if (!backend.capabilities().containsAll(Set.of(Capability.GENERATE, Capability.INITIALIZE))) {
        return;
      }
      Path model = folder.resolve("new");
      ModelShape shape = new ModelShape(32, 1, 4, 2, 64, 64, 10_000, 0.02);
      backend.initialize(model, shape, List.of("rain or snow"), 1);
      Tokenizer tokenizer = backend.tokenizer(model);
      Tokens prompt = Tokens.of(List.of(tokenizer.encode("snow")));
      Sampling free = new Sampling(1, 0, 1, max, List.of());
      try (Generator generator = backend.generator(model)) {
        Generation whole = generator.generate(prompt, 20, free, keys(20));
        String stop = anyTwoTokens(tokenizer, whole.responses());
        Sampling stopping = new Sampling(1, 0, 1, 0, max, List.of(), List.of("never", stop));
        Generation stopped = generator.generate(prompt, 20, stopping, keys(20));
        int found = 0;
        for (int row = 0; row < 20; row++) {
          int[] ids = whole.responses().row(row);
          int length = 1;
          while (length < ids.length && !tokenizer.decode(ids, 0, length, true).contains(stop)) {
            length++;
          }
          boolean ends = tokenizer.decode(ids, 0, length, true).contains(stop);
          assertThat(stopped.responses().row(row)).isEqualTo(Arrays.copyOf(ids, length));
          assertThat(stopped.finishes().get(row))
              .isEqualTo(ends ? Finish.STOP_STRING : Finish.LENGTH);
          found += ends ? 1 : 0;
        }
        assertThat(found).as("responses with '%s'", stop).isPositive();
      }
    }
  }

  /** What two tokens that follow each other somewhere stand for, in plain letters and signs. */
  private static String anyTwoTokens(Tokenizer tokenizer, Tokens responses) {
    for (int row = 0; row < responses.spans().count(); row++) {
      int[] ids = responses.row(row);
      for (int at = 2; at + 2 <= ids.length; at++) {
        String text = tokenizer.decode(ids, at, at + 2, true);
        if (text.length() > 1 && text.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
          return text;
        }
      }
    }
    throw new AssertionError("no two tokens of any response are plain text");
  }

  @Test
  void refusesAResponseThatIsLongerThanTheModelReads() throws IOException {
    Sampling endless = new Sampling(1, 0, 1, Integer.MAX_VALUE, List.of());
    backends()
        .withGenerator(
            generator ->
                assertThatThrownBy(() -> generator.generate(prompts(), 1, endless, keys(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxTokens"));
  }

  @Test
  void refusesTokensThatTheModelDoesNotKnow() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              for (int token : new int[] {-1, backends().vocabularySize()}) {
                Tokens unknown = Tokens.of(List.of(new int[] {3, token}));
                assertThatThrownBy(() -> generator.generate(unknown, 1, FREE, keys(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token " + token);
              }
            });
  }

  @Test
  void refusesAnEmptyPromptAndAWrongNumberOfKeys() throws IOException {
    backends()
        .withGenerator(
            generator -> {
              Tokens empty = Tokens.of(List.of(new int[] {3}, new int[0]));
              assertThatThrownBy(() -> generator.generate(empty, 1, FREE, keys(2)))
                  .isInstanceOf(IllegalArgumentException.class);
              assertThatThrownBy(() -> generator.generate(prompts(), 2, FREE, keys(4)))
                  .isInstanceOf(IllegalArgumentException.class);
              assertThatThrownBy(() -> generator.generate(prompts(), 0, FREE, keys(0)))
                  .isInstanceOf(IllegalArgumentException.class);
            });
  }
}
