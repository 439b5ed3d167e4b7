package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;

class PolicyObjectiveTest {

  private static final double TOLERANCE = 5e-7;

  static Stream<String> verlCases() {
    return Stream.of(
        "seq_adv_sym02",
        "token_adv_sym02",
        "dapo_clip_higher",
        "no_dual_clip",
        "one_fully_masked_row");
  }

  @ParameterizedTest
  @MethodSource("verlCases")
  void agreesWithVerlInLossDerivativeAndMetrics(String id) {
    JsonNode vector = Vectors.named("ppo_loss", id);
    JsonNode expected = vector.get("expected");
    Spans spans = Vectors.spans(vector.get("inputs").get("mask"));

    PolicyLoss loss = loss(vector, "lossAggregation", "token-mean");

    assertThat(loss.loss())
        .isCloseTo(expected.get("loss").get("token-mean").asDouble(), within(TOLERANCE));
    Vectors.assertClose(
        loss.logProbGradients(), Vectors.tokens(expected.get("grad_token_mean"), spans));
    assertThat(loss.entropyGradients()).isNull();
    assertThat(loss.metrics().get("actor/pg_loss")).isEqualTo(loss.loss());
    for (String metric : new String[] {"pg_clipfrac", "pg_clipfrac_lower", "ppo_kl"}) {
      assertThat(loss.metrics().get("actor/" + metric))
          .as(metric)
          .isCloseTo(expected.get(metric).asDouble(), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("verlCases")
  void agreesWithVerlInEveryAggregation(String id) {
    JsonNode vector = Vectors.named("ppo_loss", id);
    JsonNode expected = vector.get("expected").get("loss");

    for (String mode : new String[] {"seq-mean-token-sum", "seq-mean-token-mean"}) {
      assertThat(loss(vector, "lossAggregation", mode).loss())
          .as(mode)
          .isCloseTo(expected.get(mode).asDouble(), within(TOLERANCE));
    }
    // verl divides by the padded length, 5, unless it is given another constant.
    assertThat(
            loss(vector, "lossAggregation", "seq-mean-token-sum-norm", "lossNormTokens", 5).loss())
        .isCloseTo(expected.get("seq-mean-token-sum-norm").asDouble(), within(TOLERANCE));
    assertThat(
            loss(vector, "lossAggregation", "seq-mean-token-sum-norm", "lossNormTokens", 100)
                .loss())
        .isCloseTo(expected.get("seq-mean-token-sum-norm@scale100").asDouble(), within(TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({
    "grpo, seq-mean-token-mean, 0",
    "bnpo, token-mean, 0",
    "dr_grpo, seq-mean-token-sum-norm, 8"
  })
  void agreesWithTheLossTypesOfTrl(String lossType, String aggregation, int normTokens) {
    JsonNode vector = Vectors.named("ppo_loss", "trl_plain");

    PolicyLoss loss = loss(vector, "lossAggregation", aggregation, "lossNormTokens", normTokens);

    assertThat(loss.loss())
        .isCloseTo(vector.get("expected").get(lossType).asDouble(), within(TOLERANCE));
  }

  @Test
  void keepsRatiosFiniteAsVerlDoes() {
    JsonNode vector = Vectors.named("ppo_loss", "ratio_overflow_clamp");
    Spans spans = Vectors.spans(vector.get("inputs").get("mask"));

    PolicyLoss loss = loss(vector);

    double[] tokenLosses = Vectors.tokens(vector.get("expected").get("per_token_loss"), spans);
    assertThat(loss.loss()).isCloseTo((tokenLosses[0] + tokenLosses[1]) / 2, within(TOLERANCE));
    assertThat(loss.logProbGradients()).containsExactly(0, 0);
    assertThat(loss.metrics().get("actor/pg_clipfrac")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "token-mean, full_token_mean, global_token_mean_part",
    "seq-mean-token-mean, full_seq_mean_token_mean, global_seq_mean_token_mean_part"
  })
  void weighsTokensAlikeInAMicroBatchAndInTheWhole(String mode, String full, String partName) {
    JsonNode vector = Vectors.named("ppo_loss", "micro_batch_invariance");
    JsonNode expected = vector.get("expected");
    Spans spans = Vectors.spans(vector.get("inputs").get("mask"));
    double[] losses = Vectors.tokens(vector.get("inputs").get("per_token_loss"), spans);
    LossAggregation aggregation = SettingsOf.grpo("lossAggregation", mode).lossAggregation();
    BatchTotals totals = new BatchTotals(spans.count(), spans.total());

    double sum = 0;
    for (JsonNode microBatch : expected.get("micro_batches")) {
      double part = 0;
      for (JsonNode row : microBatch.get("rows")) {
        for (int t = spans.start(row.asInt()); t < spans.end(row.asInt()); t++) {
          part += losses[t] * aggregation.weight(spans.length(row.asInt()), totals, 0);
        }
      }
      assertThat(part).isCloseTo(microBatch.get(partName).asDouble(), within(1e-8));
      sum += part;
    }
    assertThat(sum).isCloseTo(expected.get(full).asDouble(), within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "k1, token-mean",
    "k2, token-mean",
    "k3, token-mean",
    "abs, token-mean",
    "k1, seq-mean-token-sum",
    "k2, seq-mean-token-sum",
    "k3, seq-mean-token-sum",
    "abs, seq-mean-token-sum",
    "k1, seq-mean-token-mean",
    "k2, seq-mean-token-mean",
    "k3, seq-mean-token-mean",
    "abs, seq-mean-token-mean"
  })
  void averagesTheKlPenaltyLikeThePolicyLoss(String estimator, String aggregation) {
    JsonNode vector = Vectors.named("kl_estimators", "matrix_agg");
    JsonNode inputs = vector.get("inputs");
    Spans spans = Vectors.spans(inputs.get("mask"));
    float[] logProbs = Vectors.floatTokens(inputs.get("logp"), spans);
    GrpoSettings settings =
        SettingsOf.grpo(
            "klCoefficient", 0.5, "klEstimator", estimator, "lossAggregation", aggregation);

    PolicyLoss loss =
        new PolicyObjective(settings)
            .evaluate(
                new PolicyBatch(
                    spans,
                    logProbs,
                    new float[spans.total()],
                    logProbs,
                    Vectors.floatTokens(inputs.get("ref"), spans),
                    new float[spans.total()],
                    totals(spans)));

    double expected = vector.get("expected").get(estimator).get(aggregation).asDouble();
    assertThat(loss.metrics().get("actor/kl_loss")).isCloseTo(expected, within(TOLERANCE));
    assertThat(loss.loss()).isCloseTo(0.5 * expected, within(TOLERANCE));
  }

  @Test
  void rewardsEntropyByItsCoefficient() {
    Spans spans = Spans.ofLengths(1, 3);
    float[] zeros = new float[4];
    GrpoSettings settings = SettingsOf.grpo("klCoefficient", 0, "entropyCoefficient", 0.01);

    PolicyLoss loss =
        new PolicyObjective(settings)
            .evaluate(
                new PolicyBatch(
                    spans, zeros, new float[] {1, 2, 3, 4}, zeros, null, zeros, totals(spans)));

    assertThat(loss.loss()).isCloseTo(-0.01 * 2.5, within(1e-12));
    assertThat(loss.entropyGradients()).containsOnly(-0.01f / 4);
    assertThat(loss.metrics().get("actor/entropy")).isEqualTo(2.5);
  }

  @Test
  void isThePlainPolicyGradientWhereOldAndCurrentAreOneArray() {
    Spans spans = Spans.ofLengths(2, 2);
    float[] logProbs = {-0.5f, -1, -2, -0.1f};
    float[] advantages = {1, -2, 3, -4};

    PolicyLoss loss =
        new PolicyObjective(SettingsOf.grpo("klCoefficient", 0))
            .evaluate(
                new PolicyBatch(
                    spans, logProbs, new float[4], logProbs, null, advantages, totals(spans)));

    assertThat(loss.logProbGradients()).containsExactly(-0.25f, 0.5f, -0.75f, 1);
  }

  @Test
  void saysWhatIsMissingWhenTheBatchHasNoReference() {
    Spans spans = Spans.ofLengths(1);
    float[] zeros = new float[1];
    PolicyBatch batch = new PolicyBatch(spans, zeros, zeros, zeros, null, zeros, totals(spans));
    PolicyObjective objective = new PolicyObjective(SettingsOf.grpo());

    assertThatThrownBy(() -> objective.evaluate(batch)).hasMessageContaining("referenceLogProbs");
  }

  private static PolicyLoss loss(JsonNode vector, Object... settings) {
    JsonNode inputs = vector.get("inputs");
    JsonNode params = vector.get("params");
    Spans spans = Vectors.spans(inputs.get("mask"));
    Stream<Object> published =
        Stream.of(
            "klCoefficient", 0,
            "clipLow", params.path("clip_low").asDouble(0.2),
            "clipHigh", params.path("clip_high").asDouble(0.2),
            "dualClip", params.path("clip_ratio_c").asDouble(0));
    Object[] all = Stream.concat(published, Arrays.stream(settings)).toArray();
    return new PolicyObjective(SettingsOf.grpo(all))
        .evaluate(
            new PolicyBatch(
                spans,
                Vectors.floatTokens(inputs.get("new"), spans),
                new float[spans.total()],
                Vectors.floatTokens(inputs.get("old"), spans),
                null,
                Vectors.floatTokens(inputs.get("adv"), spans),
                totals(spans)));
  }

  private static BatchTotals totals(Spans spans) {
    int sequences = 0;
    for (int row = 0; row < spans.count(); row++) {
      sequences += spans.length(row) > 0 ? 1 : 0;
    }
    return new BatchTotals(sequences, spans.total());
  }
}
