package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;

/**
 * Prompts too long to be read at once: what follows such a prompt is what was written behind its
 * beginning, token by token.
 */
class LongPromptTest {

  /** The longest prompt that is read at once. */
  private static final int BEGINNING = PromptReader.TOKENS_AT_ONCE;

  private static final int WRITTEN = 1100;

  @TempDir Path folder;

  private Path model;
  private int[] beginning;
  private int[] shortPrompt;

  @BeforeEach
  void makeAModel() throws IOException {
    model = folder.resolve("model");
    ModelShape shape = new ModelShape(64, 2, 4, 2, 128, 4096, 10_000, 0.2);
    String words = String.join(" ", IntStream.range(0, 60).mapToObj(i -> "word" + i).toList());
    Models.backend().initialize(model, shape, List.of(words), 3);
    int vocabulary = ModelFolder.open(model).config().vocabSize();
    Random random = new Random(7);
    beginning = random.ints(BEGINNING, 0, vocabulary).toArray();
    shortPrompt = random.ints(9, 0, vocabulary).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 700, 1024, 1050})
  void readsInPiecesWhatItWroteTokenByToken(int more) throws IOException {
    assertReadsInPieces(Models.backend(), more);
  }

  @Test
  void readsInPiecesOnADevice() throws IOException {
    assertReadsInPieces(Models.onDevice(8, Precision.FP32), 700);
  }

  private void assertReadsInPieces(OnnxRuntimeBackend backend, int more) throws IOException {
    try (Generator generator = backend.generator(model)) {
      Generation whole =
          generator.generate(Tokens.of(List.of(beginning)), 1, greedy(WRITTEN), new long[1]);
      int[] written = whole.responses().ids();
      int[] longPrompt = Arrays.copyOf(beginning, BEGINNING + more);
      System.arraycopy(written, 0, longPrompt, BEGINNING, more);
      // Shorter ones before and after it are read on their own.
      Tokens prompts = Tokens.of(List.of(shortPrompt, longPrompt, shortPrompt));
      int rest = WRITTEN - more;
      Generation generation = generator.generate(prompts, 2, greedy(rest), new long[6]);
      for (int row : new int[] {2, 3}) {
        assertThat(generation.responses().row(row))
            .isEqualTo(Arrays.copyOfRange(written, more, WRITTEN));
      }
      int start = generation.responses().spans().start(2);
      assertThat(Arrays.copyOfRange(generation.logProbs(), start, start + rest))
          .containsExactly(Arrays.copyOfRange(whole.logProbs(), more, WRITTEN), within(1e-4f));
      assertThat(Arrays.stream(written).distinct().count()).as("different tokens").isGreaterThan(8);
      assertThat(generation.responses().row(0)).isEqualTo(generation.responses().row(5));
    }
  }

  private static Sampling greedy(int tokens) {
    return new Sampling(0, 0, 1, tokens, List.of());
  }
}
