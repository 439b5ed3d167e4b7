package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;

/** Compares generation and scores with transformers. */
class GoldenTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final float TOLERANCE = 1e-4f;

  @ParameterizedTest
  @FieldSource("MODELS")
  void generatesGreedilyLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    JsonNode expected = golden.json().get("greedy");
    Tokens prompts = golden.sequences(0, 1, 2).tokens();
    try (Generator generator = Models.backend().generator(golden.folder())) {
      Generation generation =
          generator.generate(prompts, 1, new Sampling(0, 0, 1, 40, List.of()), new long[3]);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(generation.responses().row(i)).containsExactly(Golden.ids(expected.get(i)));
      }
    }
  }

  /** Each beginning of each sequence is a prompt, so that lengths mix. */
  @ParameterizedTest
  @FieldSource("MODELS")
  void readsPromptsLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    List<int[]> prompts = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    for (int i = 0; i < golden.count(); i++) {
      int[] sequence = golden.sequences(i).tokens().ids();
      float[] all = golden.floats("logits." + i);
      int width = all.length / sequence.length;
      for (int length = 1; length <= sequence.length; length++) {
        prompts.add(Arrays.copyOf(sequence, length));
        logits.add(Arrays.copyOfRange(all, (length - 1) * width, length * width));
      }
    }
    try (Generator generator = Models.backend().generator(golden.folder())) {
      for (double temperature : new double[] {1, 0.7}) {
        Generation generation =
            generator.generate(
                Tokens.of(prompts),
                1,
                new Sampling(temperature, 0, 1, 1, List.of()),
                new long[prompts.size()]);
        for (int i = 0; i < prompts.size(); i++) {
          int token = generation.responses().ids()[i];
          assertThat((double) generation.logProbs()[i])
              .as("prompt %d of %d tokens", i, prompts.get(i).length)
              .isCloseTo(logProb(logits.get(i), token, temperature), within((double) TOLERANCE));
        }
      }
    }
  }

  /** Lengths mix, and every prompt is a single token. */
  @ParameterizedTest
  @FieldSource("MODELS")
  void scoresLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(IntStream.range(0, golden.count()).toArray());
    try (Scorer scorer = Models.backend().scorer(golden.folder())) {
      for (double temperature : new double[] {1, 0.7}) {
        TokenScores scores = scorer.score(sequences, temperature);
        for (int i = 0; i < golden.count(); i++) {
          String of = ".t%s.%d".formatted(temperature, i);
          assertThat(sequences.responses().gather(scores.logProbs(), i))
              .as("log-probabilities%s", of)
              .containsExactly(golden.floats("logprobs" + of), within(TOLERANCE));
          assertThat(sequences.responses().gather(scores.entropies(), i))
              .as("entropies%s", of)
              .containsExactly(golden.floats("entropy" + of), within(TOLERANCE));
        }
      }
    }
  }

  private static double logProb(float[] logits, int token, double temperature) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit / temperature);
    }
    return logits[token] / temperature - Math.log(sum);
  }

  /** What was decoded step by step, read as a prompt. */
  @ParameterizedTest
  @FieldSource("MODELS")
  void decodesLikeItReads(String model) throws IOException {
    Golden golden = Golden.of(model);
    Tokens prompts = golden.sequences(0, 1, 2, 3).tokens();
    Sampling sampling = new Sampling(0.7, 0, 1, 60, List.of());
    long[] keys = {5, 6, 7, 8};
    try (Generator generator = Models.backend().generator(golden.folder())) {
      Generation written = generator.generate(prompts, 1, sampling, keys);
      for (int row = 0; row < keys.length; row++) {
        int[] prompt = prompts.row(row);
        int[] response = written.responses().row(row);
        float[] logProbs = written.responses().spans().gather(written.logProbs(), row);
        for (int at = 0; at < response.length; at += 7) {
          int[] read = Arrays.copyOf(prompt, prompt.length + at);
          System.arraycopy(response, 0, read, prompt.length, at);
          // The next token is the same where its random number is: that of position 0.
          Generation next =
              generator.generate(
                  Tokens.of(List.of(read)),
                  1,
                  new Sampling(0.7, 0, 1, 1, List.of()),
                  new long[] {keys[row] + at * 0x9E3779B97F4A7C15L});
          assertThat(next.responses().ids())
              .as("token %d of row %d", at, row)
              .containsExactly(response[at]);
          assertThat(next.logProbs()[0]).isCloseTo(logProbs[at], within(TOLERANCE));
        }
      }
    }
  }
}
