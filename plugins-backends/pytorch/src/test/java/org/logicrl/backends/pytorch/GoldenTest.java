package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Update;
import org.logicrl.testkit.Gradients;

/** Compares scores, greedy tokens, gradients and optimiser steps with transformers. */
class GoldenTest {

  static final List<String> MODELS = Golden.MODELS;

  private static final float TOLERANCE = 1e-4f;

  private final PyTorchBackend backend = Models.backend();

  @ParameterizedTest
  @FieldSource("MODELS")
  void scoresLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(IntStream.range(0, golden.count()).toArray());
    try (Scorer scorer = backend.scorer(golden.folder())) {
      for (double temperature : new double[] {1.0, 0.7}) {
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

  @ParameterizedTest
  @FieldSource("MODELS")
  void generatesGreedilyLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    JsonNode expected = golden.json().get("greedy");
    Tokens prompts = golden.sequences(0, 1, 2).tokens();
    try (Generator generator = backend.generator(golden.folder())) {
      Generation generation =
          generator.generate(prompts, 1, new Sampling(0, 0, 1, 40, List.of()), new long[3]);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(generation.responses().row(i)).containsExactly(Golden.ids(expected.get(i)));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void differentiatesLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    Sequences sequences = golden.sequences(golden.json().get("surrogate_sequence").intValue());
    Learner.TokenGradients derivatives =
        new Learner.TokenGradients(
            golden.floats("surrogate.coef_logprob"), golden.floats("surrogate.coef_entropy"));
    Map<String, float[]> gradients;
    try (Learner learner = backend.learner(golden.folder(), Gradients.SETTINGS)) {
      gradients =
          Gradients.measure(
              learner,
              sequences,
              golden.json().get("temperature").doubleValue(),
              (rows, scores) -> derivatives);
    }
    for (Map.Entry<String, float[]> gradient : gradients.entrySet()) {
      assertThat(
              Gradients.distance(
                  gradient.getValue(), golden.floats("surrogate.grad." + gradient.getKey())))
          .as("relative distance of the gradient by %s", gradient.getKey())
          .isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void trainsLikeTransformers(String model) throws IOException {
    Golden golden = Golden.of(model);
    JsonNode run = golden.json().get("adamw");
    Sequences sequences = golden.sequences(Golden.ids(run.get("sequences")));
    int count = sequences.responses().total();
    OptimizerSettings settings =
        new OptimizerSettings(
            run.get("betas").get(0).doubleValue(),
            run.get("betas").get(1).doubleValue(),
            run.get("eps").doubleValue(),
            run.get("weight_decay").doubleValue(),
            run.get("max_grad_norm").doubleValue());
    try (Learner learner = backend.learner(golden.folder(), settings)) {
      for (int step = 0; step < run.get("losses").size(); step++) {
        double[] loss = new double[1];
        Update update =
            learner.update(
                sequences,
                1,
                run.get("lr").doubleValue(),
                (rows, scores) -> {
                  float[] derivatives = new float[scores.logProbs().length];
                  Arrays.fill(derivatives, -1f / count);
                  for (float logProb : scores.logProbs()) {
                    loss[0] -= logProb / (double) count;
                  }
                  return new Learner.TokenGradients(derivatives, null);
                });
        assertThat(update.skipped()).isFalse();
        assertThat(loss[0])
            .as("loss before step %d", step)
            .isCloseTo(run.get("losses").get(step).doubleValue(), within(1e-4));
        assertThat(update.gradNorm())
            .as("gradient norm of step %d", step)
            .isCloseTo(run.get("grad_norms_before_clipping").get(step).doubleValue(), within(1e-3));
      }
      Map<String, float[]> first = clippedGradients(golden, sequences, run);
      int farther = 0;
      for (Map.Entry<String, float[]> weight : Gradients.floats(learner.weights()).entrySet()) {
        String name = weight.getKey();
        float[] expected = golden.floats("adamw.final." + name);
        assertThat(Gradients.distance(weight.getValue(), expected))
            .as("relative distance of %s", name)
            .isLessThan(TOLERANCE);
        farther +=
            fartherThanAsked(
                name, weight.getValue(), expected, Objects.requireNonNull(first.get(name)));
      }
      assertThat(farther).as("values beyond %s", TOLERANCE).isLessThanOrEqualTo(1);
    }
  }

  /** The gradients of the first step as the optimiser sees them. */
  private Map<String, float[]> clippedGradients(Golden golden, Sequences sequences, JsonNode run)
      throws IOException {
    float scale =
        (float)
            (run.get("max_grad_norm").doubleValue()
                / run.get("grad_norms_before_clipping").get(0).doubleValue());
    try (Learner learner = backend.learner(golden.folder(), Gradients.SETTINGS)) {
      Map<String, float[]> gradients =
          Gradients.measure(
              learner,
              sequences,
              1,
              (rows, scores) -> {
                float[] derivatives = new float[scores.logProbs().length];
                Arrays.fill(derivatives, -scale / sequences.responses().total());
                return new Learner.TokenGradients(derivatives, null);
              });
      return gradients;
    }
  }

  /**
   * Asks every value to be within 1e-4 of the reference, but those whose first gradient is below
   * AdamW's epsilon of 1e-8, and counts these where they are not.
   *
   * <p>The first step divides a gradient by its own size plus epsilon. Where it is below epsilon,
   * the rounding of single precision decides how far the value goes, in the reference as well.
   * There are two such values: {@code layers.1.mlp.gate_proj[74, 25]} of qwen3, whose first
   * gradient is -1.0e-9 in double precision and 2.7e-9 in the reference, which ends 3.0e-4 from
   * transformers in double precision (and this learner between both, 1.5e-4 from the reference);
   * and {@code layers.0.self_attn.q_proj[16, 3]} of llama3-rope with -4.3e-9, where transformers
   * ends 1.4e-4 from the reference when it computes attention with PyTorch's fused kernel, as this
   * learner does (up to 2.4e-4).
   */
  private static int fartherThanAsked(
      String parameter, float[] actual, float[] expected, float[] firstGradient) {
    int farther = 0;
    for (int i = 0; i < actual.length; i++) {
      boolean decidedByRounding = Math.abs(firstGradient[i]) < 1e-8f;
      assertThat(actual[i])
          .as("%s[%d], whose first gradient is %s", parameter, i, firstGradient[i])
          .isCloseTo(expected[i], within(decidedByRounding ? 4e-4f : TOLERANCE));
      if (Math.abs(actual[i] - expected[i]) > TOLERANCE) {
        farther++;
      }
    }
    return farther;
  }
}
