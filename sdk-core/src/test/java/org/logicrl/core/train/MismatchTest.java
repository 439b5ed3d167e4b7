package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.Spans;
import org.logicrl.core.settings.MismatchSettings;
import org.logicrl.core.settings.MismatchSettings.ImportanceLevel;

/** Against numbers worked out by verl and NeMo-RL, from the test resources. */
final class MismatchTest {

  private static Mismatch mismatch(double cap, ImportanceLevel level, double alarm) {
    return new Mismatch(new MismatchSettings(cap, level, alarm));
  }

  private static Mismatch unweighted(double alarm) {
    return mismatch(0, ImportanceLevel.TOKEN, alarm);
  }

  @ParameterizedTest
  @CsvSource({"verl_tis_token, TOKEN, 2", "verl_tis_seq, SEQUENCE, 2"})
  void weighsAdvantagesLikeVerl(String id, ImportanceLevel level, double cap) throws IOException {
    Case of = Case.named(id);
    float[] advantages = new float[of.rollout.length];
    for (int i = 0; i < advantages.length; i++) {
      advantages[i] = i % 2 == 0 ? 1 : -3;
    }
    float[] weighed = mismatch(cap, level, 1).weigh(advantages, of.spans, of.rollout, of.learner);
    float[] weights = of.ragged(of.node.get("expected").get("weights"));
    for (int i = 0; i < weights.length; i++) {
      assertThat(weighed[i]).as("token %d", i).isCloseTo(weights[i] * advantages[i], within(1e-5f));
    }
  }

  @Test
  void leavesAdvantagesAsTheyAreWithoutACap() throws IOException {
    Case of = Case.named("verl_tis_token");
    float[] advantages = new float[of.rollout.length];
    assertThat(unweighted(1).weigh(advantages, of.spans, of.rollout, of.learner))
        .isSameAs(advantages);
  }

  @Test
  void measuresProbabilitiesLikeVerl() throws IOException {
    Case of = Case.named("mismatch_debug");
    Map<String, Double> metrics = unweighted(1.05).metrics(of.spans, of.rollout, of.learner);
    for (String name : new String[] {"mean", "max", "std"}) {
      String metric = "training/rollout_probs_diff_" + name;
      assertThat(metrics.get(metric))
          .as(metric)
          .isCloseTo(of.node.get("expected").get(metric).doubleValue(), within(1e-6));
    }
  }

  @Test
  void measuresDivergenceLikeVerlAndNeMo() throws IOException {
    Case verl = Case.named("verl_offpolicy_metrics");
    Map<String, Double> metrics = unweighted(1.05).metrics(verl.spans, verl.rollout, verl.learner);
    JsonNode expected = verl.node.get("expected");
    assertThat(metrics.get("rollout_corr/kl"))
        .isCloseTo(expected.get("kl").doubleValue(), within(1e-6));
    assertThat(metrics.get("rollout_corr/k3_kl"))
        .isCloseTo(expected.get("k3_kl").doubleValue(), within(1e-6));
    JsonNode nemo = Case.named("nemo_metrics").node.get("expected");
    assertThat(metrics.get("rollout_corr/token_mult_prob_error"))
        .isCloseTo(nemo.get("token_mult_prob_error").doubleValue(), within(1e-6));
    assertThat(metrics.get("rollout_corr/ratio_mean"))
        .isCloseTo(nemo.get("sampling_importance_ratio").doubleValue(), within(1e-6));
  }

  @Test
  void countsTruncatedWeightsAndTheirEffectiveSampleSize() {
    float[] rollout = {0, 0, 0, -2};
    float[] learner = {0, 0, 0, 0};
    Map<String, Double> metrics =
        mismatch(3, ImportanceLevel.TOKEN, 1).metrics(Spans.ofLengths(4), rollout, learner);
    assertThat(metrics)
        .containsEntry("rollout_corr/rollout_is_mean", 1.5)
        .containsEntry("rollout_corr/rollout_is_min", 1.0)
        .containsEntry("rollout_corr/rollout_is_max", 3.0)
        .containsEntry("rollout_corr/rollout_is_ratio_fraction_high", 0.25)
        .containsEntry("rollout_corr/rollout_is_eff_sample_size", 0.75);
  }

  /** As a float, 1.3 is less than the double. */
  @Test
  void countsTruncatedWeightsOfACapThatIsNoFloat() {
    float[] rollout = {0, -2};
    float[] learner = {0, 0};
    assertThat(
            mismatch(1.3, ImportanceLevel.TOKEN, 1).metrics(Spans.ofLengths(2), rollout, learner))
        .containsEntry("rollout_corr/rollout_is_ratio_fraction_high", 0.5);
  }

  @Test
  void alarmsAboveItsBoundOnly() {
    float[] rollout = {-1};
    float[] learner = {-1.1f};
    Spans one = Spans.ofLengths(1);
    assertThat(unweighted(1.2).metrics(one, rollout, learner))
        .containsEntry("rollout_corr/alarm", 0.0);
    assertThat(unweighted(1.1).metrics(one, rollout, learner))
        .containsEntry("rollout_corr/alarm", 1.0);
  }

  @Test
  void givesZerosWhereNothingWasWritten() {
    assertThat(unweighted(1).metrics(Spans.ofLengths(0), new float[0], new float[0]).values())
        .containsOnly(0.0);
  }

  /** Padded matrices with a mask, of which the masked tails are left out. */
  private record Case(JsonNode node, Spans spans, float[] rollout, float[] learner) {

    static Case named(String id) throws IOException {
      String file = "/vectors/rollout_correction.json";
      try (InputStream in = Objects.requireNonNull(MismatchTest.class.getResourceAsStream(file))) {
        for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
          if (node.get("id").asText().equals(id)) {
            JsonNode inputs = node.get("inputs");
            Spans spans = spans(inputs.get("mask"));
            return new Case(
                node,
                spans,
                ragged(spans, inputs.get("rollout")),
                ragged(spans, inputs.get("old")));
          }
        }
      }
      throw new AssertionError("no case " + id);
    }

    float[] ragged(JsonNode matrix) {
      return ragged(spans, matrix);
    }

    private static Spans spans(JsonNode mask) {
      int[] lengths = new int[mask.size()];
      for (int row = 0; row < lengths.length; row++) {
        for (JsonNode entry : mask.get(row)) {
          lengths[row] += entry.intValue();
        }
      }
      return Spans.ofLengths(lengths);
    }

    private static float[] ragged(Spans spans, JsonNode matrix) {
      float[] values = new float[spans.total()];
      for (int row = 0; row < spans.count(); row++) {
        for (int t = 0; t < spans.length(row); t++) {
          values[spans.start(row) + t] = (float) matrix.get(row).get(t).doubleValue();
        }
      }
      return values;
    }
  }
}
