package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** Scores of responses that share prompts, of long sequences, and on several lanes. */
class OrtScorerTest {

  private static final Path MODEL = Golden.folder("qwen3-bias");

  /** Three prompts with five responses each of mixed lengths, not in the order of the prompts. */
  private static Sequences groups() {
    Random random = new Random(5);
    List<int[]> prompts = new ArrayList<>();
    for (int length : new int[] {1, 17, 30}) {
      prompts.add(random.ints(length, 0, 192).toArray());
    }
    List<int[]> sequences = new ArrayList<>();
    int[] promptLengths = new int[15];
    for (int row = 0; row < promptLengths.length; row++) {
      int[] prompt = prompts.get(row % 3);
      promptLengths[row] = prompt.length;
      // The row in the middle has no response.
      int[] response = random.ints(row == 7 ? 0 : 1 + random.nextInt(20), 0, 192).toArray();
      sequences.add(IntStream.concat(Arrays.stream(prompt), Arrays.stream(response)).toArray());
    }
    return new Sequences(Tokens.of(sequences), promptLengths);
  }

  /** To the last bit, on lanes that take the groups as they come, and share the other threads. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "12, 0", "4, 1", "4, 3"})
  void scoresEachSequenceAsIfItWereAlone(int threads, int lanes) throws IOException {
    Sequences sequences = groups();
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings("cpu", threads, lanes, 256, 256, WeightMode.AUTO, Precision.FP32);
    try (Scorer scorer = new OnnxRuntimeBackend(settings).scorer(MODEL);
        Scorer alone = Models.backend().scorer(MODEL)) {
      TokenScores scores = scorer.score(sequences, 0.8);
      for (int row = 0; row < sequences.count(); row++) {
        TokenScores ofRow = alone.score(sequences.select(row), 0.8);
        assertThat(sequences.responses().gather(scores.logProbs(), row))
            .isEqualTo(ofRow.logProbs());
        assertThat(sequences.responses().gather(scores.entropies(), row))
            .isEqualTo(ofRow.entropies());
      }
    }
  }

  /** So large a vocabulary that responses are scored in the least pieces. */
  @Test
  void scoresALargeVocabularyInPieces(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("model");
    String words =
        String.join(" ", IntStream.range(0, 70_000).mapToObj(OrtScorerTest::letters).toList());
    ModelShape shape = new ModelShape(16, 1, 2, 1, 16, 512, 10_000, 0.2);
    Models.backend().initialize(model, shape, List.of(words), 3);
    int vocabulary = ModelFolder.open(model).config().vocabSize();
    assertThat(SequenceScorer.LOGITS_AT_ONCE / vocabulary).isLessThan(PromptReader.LEAST_PIECE);
    Tokens prompts = Tokens.of(List.of(new int[] {7, 70, 700}));
    Generation written;
    try (Generator generator = Models.backend().generator(model)) {
      Sampling sampling = new Sampling(1, 0, 1, 150, List.of());
      written = generator.generate(prompts, 1, sampling, new long[] {1});
    }
    int[] whole =
        IntStream.concat(IntStream.of(7, 70, 700), Arrays.stream(written.responses().ids()))
            .toArray();
    try (Scorer scorer = Models.backend().scorer(model)) {
      Sequences one = new Sequences(Tokens.of(List.of(whole)), new int[] {3});
      assertThat(scorer.score(one, 1).logProbs())
          .hasSize(150)
          .containsExactly(written.logProbs(), within(1e-4f));
    }
  }

  /** A word for each number. */
  private static String letters(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; word.length() < 4; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }

  /** On the host and on a device, with a prompt and responses that are read in pieces. */
  @Test
  void scoresWhatItWroteAsItWroteIt(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("model");
    ModelShape shape = new ModelShape(64, 2, 4, 2, 128, 4096, 10_000, 0.2);
    String words = String.join(" ", IntStream.range(0, 60).mapToObj(i -> "word" + i).toList());
    Models.backend().initialize(model, shape, List.of(words), 3);
    int vocabulary = ModelFolder.open(model).config().vocabSize();
    Random random = new Random(7);
    int[] longPrompt = random.ints(1500, 0, vocabulary).toArray();
    int[] shortPrompt = random.ints(40, 0, vocabulary).toArray();
    Tokens prompts = Tokens.of(List.of(longPrompt, shortPrompt));
    Generation written;
    try (Generator generator = Models.backend().generator(model)) {
      Sampling sampling = new Sampling(0.9, 0, 1, 1200, List.of());
      written = generator.generate(prompts, 2, sampling, new long[] {1, 2, 3, 4});
    }
    List<int[]> whole = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      int[] prompt = prompts.row(row / 2);
      whole.add(
          IntStream.concat(Arrays.stream(prompt), Arrays.stream(written.responses().row(row)))
              .toArray());
    }
    Sequences sequences = new Sequences(Tokens.of(whole), new int[] {1500, 1500, 40, 40});
    for (OnnxRuntimeBackend backend :
        List.of(Models.backend(), Models.onDevice(8, Precision.FP32))) {
      try (Scorer scorer = backend.scorer(model)) {
        assertThat(scorer.score(sequences, 0.9).logProbs())
            .containsExactly(written.logProbs(), within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FP16", "INT8"})
  void scoresInLowerPrecisionNearly(Precision precision) throws IOException {
    Sequences sequences = groups();
    float[] exact;
    try (Scorer scorer = Models.backend().scorer(MODEL)) {
      exact = scorer.score(sequences, 1).logProbs();
    }
    try (Scorer scorer = Models.backend(precision).scorer(MODEL)) {
      float[] scored = scorer.score(sequences, 1).logProbs();
      double sum = 0;
      for (int i = 0; i < exact.length; i++) {
        sum += Math.abs(scored[i] - exact[i]);
      }
      assertThat(sum / exact.length).isLessThan(0.05).isGreaterThan(0);
    }
  }

  @Test
  void nothingToScoreIsNoError() throws IOException {
    Sequences none = new Sequences(Tokens.of(List.of(new int[] {3, 4})), new int[] {2});
    try (Scorer scorer = Models.backend().scorer(MODEL)) {
      assertThat(scorer.score(none, 1).logProbs()).isEmpty();
    }
  }

  @Test
  void saysHowMuchCacheASequenceNeeds(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("model");
    // 32 layers of 8 heads with 16 keys and 16 values: 32 KiB a token.
    ModelShape shape = new ModelShape(128, 32, 8, 8, 16, 4096, 10_000, 0.2);
    Models.backend().initialize(model, shape, List.of("one two"), 3);
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings("cpu", 1, 0, 8, 1, WeightMode.AUTO, Precision.FP32);
    Sequences sequences = new Sequences(Tokens.of(List.of(new int[80])), new int[] {1});
    try (Scorer scorer = new OnnxRuntimeBackend(settings).scorer(model)) {
      assertThatThrownBy(() -> scorer.score(sequences, 1))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("a sequence of 80 tokens needs 3 MiB")
          .hasMessageContaining("cacheMiB");
    }
  }
}
