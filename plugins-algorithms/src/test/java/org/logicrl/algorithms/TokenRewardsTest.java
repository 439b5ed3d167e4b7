package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Experience;

class TokenRewardsTest {

  @ParameterizedTest
  @ValueSource(strings = {"k1", "k2", "k3", "abs"})
  void takesTheKlPenaltyOffAsVerlDoes(String estimator) {
    JsonNode vector = Vectors.named("kl_reward", "verl_apply_kl_penalty");
    JsonNode inputs = vector.get("inputs");
    JsonNode expected = vector.get("expected").get(estimator);
    Spans spans = Vectors.spans(inputs.get("mask"));

    TokenRewards rewards =
        TokenRewards.of(
            new Experience(
                spans,
                Vectors.scores(inputs.get("token_level_scores")),
                new int[spans.count()],
                Vectors.floatTokens(inputs.get("old_log_probs"), spans),
                Vectors.floatTokens(inputs.get("ref_log_prob"), spans),
                null),
            SettingsOf.ppo(
                "klCoefficient", 0.1, "klEstimator", estimator, "klPlacement", "reward"));

    Vectors.assertClose(
        perToken(rewards, spans), Vectors.tokens(expected.get("token_level_rewards"), spans), 2e-7);
    Map<String, Double> metrics = new HashMap<>();
    rewards.addTo(metrics);
    assertThat(metrics.get("actor/reward_kl_penalty"))
        .isCloseTo(expected.get("current_kl").asDouble(), within(2e-7));
    assertThat(metrics).containsEntry("actor/reward_kl_penalty_coeff", 0.1);
  }

  /** OpenRLHF clips the reward to [-10, 10] first; the only one beyond is clipped here by hand. */
  @Test
  void takesTheKlPenaltyOffAsOpenRlhfDoes() {
    JsonNode vector = Vectors.named("kl_reward", "openrlhf_compute_reward");
    JsonNode inputs = vector.get("inputs");
    Spans spans = Vectors.spans(inputs.get("mask"));
    float[] scores = PerToken.floats(Vectors.numbers(inputs.get("r")));
    scores[0] = 10;

    TokenRewards rewards =
        TokenRewards.of(
            new Experience(
                spans,
                scores,
                new int[spans.count()],
                Vectors.floatTokens(inputs.get("kl"), spans),
                new float[spans.total()],
                null),
            SettingsOf.ppo("klCoefficient", 0.1, "klEstimator", "k1", "klPlacement", "reward"));

    Vectors.assertClose(
        perToken(rewards, spans),
        Vectors.tokens(vector.get("expected").get("reward"), spans),
        2e-7);
  }

  @Test
  void leavesTheRewardAloneWhenThePenaltyIsInTheLoss() {
    TokenRewards rewards =
        TokenRewards.of(
            new Experience(
                Spans.ofLengths(2, 1), new float[] {3, -1}, new int[2], null, null, null),
            SettingsOf.ppo());

    assertThat(perToken(rewards, Spans.ofLengths(2, 1))).containsExactly(0, 3, -1);
  }

  @Test
  void givesAnEmptyResponseItsReward() {
    TokenRewards rewards =
        TokenRewards.of(
            new Experience(Spans.ofLengths(0, 3), new float[] {3, 8}, new int[2], null, null, null),
            SettingsOf.grpo("discount", 0.5));

    assertThat(rewards.responseReturns()).containsExactly(3, 2);
  }

  @Test
  void saysWhatIsMissingForAPenalty() {
    Experience experience =
        new Experience(Spans.ofLengths(1), new float[1], new int[1], new float[1], null, null);
    PpoSettings settings = SettingsOf.ppo("klPlacement", "reward");

    assertThatThrownBy(() -> TokenRewards.of(experience, settings))
        .hasMessageContaining("referenceLogProbs");
  }

  private static double[] perToken(TokenRewards rewards, Spans spans) {
    double[] values = new double[spans.total()];
    for (int t = 0; t < values.length; t++) {
      values[t] = rewards.at(t);
    }
    return values;
  }
}
