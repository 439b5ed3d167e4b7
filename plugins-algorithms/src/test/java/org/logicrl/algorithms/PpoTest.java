package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;
import org.logicrl.api.algorithm.ValueBatch;
import org.logicrl.api.algorithm.ValueLoss;

class PpoTest {

  /** Without gaps in a response the textbook recursion, verl's and OpenRLHF's are one. */
  @ParameterizedTest
  @ValueSource(strings = {"rightpad_g1_l1", "rightpad_g099_l095", "rightpad_l0_td"})
  void agreesWithPublishedAdvantageEstimation(String id) {
    JsonNode vector = Vectors.named("gae", id);
    JsonNode inputs = vector.get("inputs");
    JsonNode expected = vector.get("expected").get("verl");
    Spans spans = Vectors.spans(inputs.get("mask"));

    Advantages advantages =
        new Ppo(
                SettingsOf.ppo(
                    "discount", vector.get("params").get("gamma"),
                    "lambda", vector.get("params").get("lam")))
            .advantages(
                new Experience(
                    spans,
                    Vectors.scores(inputs.get("rewards")),
                    new int[spans.count()],
                    null,
                    null,
                    Vectors.floatTokens(inputs.get("values"), spans)));

    Vectors.assertClose(
        advantages.advantages(), Vectors.tokens(expected.get("advantages_whitened"), spans));
    Vectors.assertClose(
        Objects.requireNonNull(advantages.returns()),
        Vectors.tokens(expected.get("returns"), spans));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clip0.2_token-mean",
        "clip0.5_token-mean",
        "clip0.2_seq-mean-token-mean",
        "clipNone_token-mean"
      })
  void agreesWithPublishedValueLosses(String id) {
    JsonNode vector = Vectors.named("value_loss", id);
    JsonNode inputs = vector.get("inputs");
    JsonNode expected = vector.get("expected");
    String mode = vector.get("params").get("mode").asText();
    Spans spans = Vectors.spans(inputs.get("mask"));
    BatchTotals totals = new BatchTotals(spans.count(), spans.total());
    PpoSettings settings =
        SettingsOf.ppo(
            "valueClip",
            vector.get("params").get("cliprange_value").asDouble(0),
            "lossAggregation",
            mode);

    ValueLoss loss =
        new Ppo(settings)
            .valueLoss(
                new ValueBatch(
                    spans,
                    Vectors.floatTokens(inputs.get("vpred"), spans),
                    Vectors.floatTokens(inputs.get("old_values"), spans),
                    Vectors.floatTokens(inputs.get("returns"), spans),
                    totals));

    assertThat(loss.loss()).isCloseTo(expected.get("loss").asDouble(), within(1e-6));
    assertThat(loss.metrics().get("critic/vf_loss")).isEqualTo(loss.loss());
    assertThat(loss.metrics().get("critic/vf_clipfrac"))
        .isCloseTo(expected.get("vf_clipfrac").asDouble(), within(1e-8));
    double[] derivatives = Vectors.tokens(expected.get("dloss_dv_per_token"), spans);
    for (int row = 0; row < spans.count(); row++) {
      for (int t = spans.start(row); t < spans.end(row); t++) {
        derivatives[t] *= settings.lossAggregation().weight(spans.length(row), totals, 0);
      }
    }
    Vectors.assertClose(loss.valueGradients(), derivatives);
  }

  @Test
  void saysThatAPerfectCriticExplainsEverything() {
    Advantages advantages = advantages(new float[] {3, -1}, new float[] {3, 3, -1});

    assertThat(advantages.metrics().get("critic/vf_explained_var")).isCloseTo(1, within(1e-12));
    assertThat(advantages.advantages()).containsOnly(0);
  }

  @Test
  void saysThatAConstantCriticExplainsNothing() {
    Advantages advantages = advantages(new float[] {3, -1}, new float[] {0.5f, 0.5f, 0.5f});

    assertThat(advantages.metrics().get("critic/vf_explained_var")).isCloseTo(0, within(1e-5));
  }

  @Test
  void saysWhatIsMissingWithoutValues() {
    Experience experience =
        new Experience(Spans.ofLengths(1), new float[1], new int[1], null, null, null);
    Ppo ppo = new Ppo(SettingsOf.ppo());

    assertThatThrownBy(() -> ppo.advantages(experience)).hasMessageContaining("values");
  }

  @Test
  void asksForACritic() {
    assertThat(new Ppo(SettingsOf.ppo()).needs()).isEqualTo(new Needs(true, false, true, 1));
  }

  /** Two responses, of two tokens and of one. */
  private static Advantages advantages(float[] rewards, float[] values) {
    return new Ppo(SettingsOf.ppo())
        .advantages(new Experience(Spans.ofLengths(2, 1), rewards, new int[2], null, null, values));
  }
}
