package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;

class GrpoTest {

  /** verl keeps the raw reward of a group of one; NeMo-RL, like this, makes it 0. */
  @ParameterizedTest
  @CsvSource({
    "two_groups_of_4, true, verl",
    "two_groups_of_4, false, verl_no_std",
    "two_groups_of_4, true, nemo_noloo_std",
    "kk_group_of_8, true, verl",
    "kk_group_of_8, false, verl_no_std",
    "shuffled_singleton_zerostd, true, nemo_noloo_std"
  })
  void agreesWithPublishedAdvantages(String id, boolean normalizeByStd, String implementation) {
    JsonNode vector = Vectors.named("grpo_advantages", id);
    JsonNode inputs = vector.get("inputs");
    float[] scores = PerToken.floats(Vectors.numbers(inputs.get("scores")));

    float[] advantages =
        advantages(scores, Vectors.groups(inputs.get("group")), "normalizeByStd", normalizeByStd)
            .advantages();

    Vectors.assertClose(advantages, Vectors.numbers(vector.get("expected").get(implementation)));
  }

  @Test
  void givesEveryTokenOfAResponseTheSameAdvantage() {
    JsonNode vector = Vectors.named("grpo_advantages", "grpo_broadcast");
    JsonNode inputs = vector.get("inputs");
    Spans spans = Vectors.spans(inputs.get("mask"));

    Advantages advantages =
        new Grpo(SettingsOf.grpo())
            .advantages(
                new Experience(
                    spans,
                    Vectors.scores(inputs.get("token_level_rewards")),
                    Vectors.groups(inputs.get("group")),
                    null,
                    null,
                    null));

    Vectors.assertClose(
        advantages.advantages(), Vectors.tokens(vector.get("expected").get("advantages"), spans));
  }

  @Test
  void saysHowManyResponsesTeachNothing() {
    Advantages advantages = advantages(new float[] {1, 1, 2, 3}, new int[] {0, 0, 1, 1});

    assertThat(advantages.advantages()[0]).isZero();
    assertThat(advantages.metrics()).containsEntry("frac_reward_zero_std", 0.5);
  }

  @Test
  void givesNoSignalToAGroupOfOne() {
    assertThat(advantages(new float[] {3}, new int[] {0}).advantages()).containsExactly(0);
    assertThat(advantages(new float[] {3}, new int[] {0}, "normalizeByStd", false).advantages())
        .containsExactly(0);
  }

  @Test
  void countsAPenaltyInTheRewardOfTheWholeResponse() {
    Experience experience =
        new Experience(
            Spans.ofLengths(2, 2),
            new float[] {1, 1},
            new int[2],
            new float[] {-1, -1, -1, -1},
            new float[] {-1, -1, -2, -3},
            null);

    float[] advantages =
        new Grpo(
                SettingsOf.grpo(
                    "klPlacement",
                    "reward",
                    "klEstimator",
                    "k1",
                    "klCoefficient",
                    0.5,
                    "normalizeByStd",
                    false))
            .advantages(experience)
            .advantages();

    // The second response has drifted by 1 + 2 nats: its reward is 1 - 1.5, the mean 0.25.
    assertThat(advantages).containsExactly(0.75f, 0.75f, -0.75f, -0.75f);
  }

  @Test
  void prefersShortResponsesUnderADiscount() {
    Experience experience =
        new Experience(Spans.ofLengths(1, 3), new float[] {1, 1}, new int[2], null, null, null);

    float[] advantages =
        new Grpo(SettingsOf.grpo("discount", 0.5, "normalizeByStd", false))
            .advantages(experience)
            .advantages();

    assertThat(advantages).containsExactly(0.375f, -0.375f, -0.375f, -0.375f);
  }

  @Test
  void asksForGroupsOfTwo() {
    assertThat(new Grpo(SettingsOf.grpo()).needs()).isEqualTo(new Needs(true, false, false, 2));
    assertThat(new Grpo(SettingsOf.grpo("klCoefficient", 0)).needs())
        .isEqualTo(new Needs(false, false, false, 2));
  }

  private static Advantages advantages(float[] scores, int[] groups, Object... settings) {
    int[] lengths = new int[scores.length];
    Arrays.fill(lengths, 1);
    return new Grpo(SettingsOf.grpo(settings))
        .advantages(new Experience(Spans.ofLengths(lengths), scores, groups, null, null, null));
  }
}
