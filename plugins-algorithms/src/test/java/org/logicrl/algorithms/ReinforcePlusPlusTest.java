package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;

class ReinforcePlusPlusTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"rpp_g1.0_beta0.0", "rpp_g1.0_beta0.1", "rpp_g0.99_beta0.0", "rpp_g0.99_beta0.1"})
  void agreesWithVerlAndLogicRl(String id) {
    JsonNode vector = Vectors.named("reinforce_pp", id);
    JsonNode inputs = vector.get("inputs");
    Spans spans = Vectors.spans(inputs.get("mask"));

    Advantages advantages =
        new ReinforcePlusPlus(
                SettingsOf.reinforcePlusPlus(
                    "discount",
                    vector.get("params").get("gamma"),
                    "klCoefficient",
                    vector.get("params").get("beta"),
                    "klEstimator",
                    "k1",
                    "klPlacement",
                    "reward",
                    "baseline",
                    "none"))
            .advantages(
                new Experience(
                    spans,
                    Vectors.scores(inputs.get("token_level_scores")),
                    new int[spans.count()],
                    Vectors.floatTokens(inputs.get("old"), spans),
                    Vectors.floatTokens(inputs.get("ref"), spans),
                    null));

    for (String implementation : new String[] {"verl", "logic_rl"}) {
      JsonNode expected = vector.get("expected").get(implementation);
      Vectors.assertClose(
          advantages.advantages(), Vectors.tokens(expected.get("advantages"), spans));
      assertThat(advantages.metrics().get("critic/returns/mean"))
          .isCloseTo(
              Moments.of(Vectors.tokens(expected.get("returns"), spans)).mean(), within(1e-6));
    }
  }

  @Test
  void agreesWithTheBaselineFormOfVerl() {
    JsonNode vector = Vectors.named("reinforce_pp", "rpp_baseline");
    JsonNode inputs = vector.get("inputs");
    Spans spans = Vectors.spans(inputs.get("mask"));

    Advantages advantages =
        new ReinforcePlusPlus(SettingsOf.reinforcePlusPlus("baseline", "group-mean"))
            .advantages(
                new Experience(
                    spans,
                    PerToken.floats(Vectors.numbers(inputs.get("scores"))),
                    Vectors.groups(inputs.get("group")),
                    null,
                    null,
                    null));

    Vectors.assertClose(
        advantages.advantages(), Vectors.tokens(vector.get("expected").get("verl"), spans));
  }

  /**
   * Worked out in double precision by what verl does: the mean of each group taken off, the rest
   * spread over tokens and whitened over all of them, of which the longer, wrong response has more.
   * So even the group of equal rewards moves, by the share of the mean.
   */
  @Test
  void whitensOverTokensOfSeveralGroupsOfDifferentLengths() {
    Experience twoGroups =
        new Experience(
            Spans.ofLengths(2, 4, 1, 3),
            new float[] {3, -0.5f, -0.5f, -0.5f},
            new int[] {0, 0, 1, 1},
            null,
            null,
            null);
    double[] each = {
      1.5212776545196398, -1.014185103013093, 0.25354627575327326, 0.25354627575327326
    };
    double[] expected = new double[10];
    Arrays.fill(expected, 0, 2, each[0]);
    Arrays.fill(expected, 2, 6, each[1]);
    Arrays.fill(expected, 6, 10, each[2]);

    float[] advantages = advantages(twoGroups, "group-mean");
    assertThat(advantages).hasSize(10);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) advantages[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void comparesResponsesOfAllPromptsUnlessItHasAGroupBaseline() {
    Experience easyAndHard =
        new Experience(
            Spans.ofLengths(1, 1, 1, 1),
            new float[] {2, 3, -3, -2},
            new int[] {0, 0, 1, 1},
            null,
            null,
            null);

    float[] whole = advantages(easyAndHard, "none");
    float[] byGroup = advantages(easyAndHard, "group-mean");

    assertThat(whole[0]).isPositive();
    assertThat(whole[3]).isNegative();
    // Differences from the group's mean are -1/2, 1/2, -1/2, 1/2; their unbiased variance is 1/3.
    assertThat(byGroup[0]).isNegative().isEqualTo(byGroup[2]);
    assertThat(byGroup[3]).isCloseTo((float) (Math.sqrt(3) / 2), within(1e-6f));
  }

  @Test
  void givesNoSignalWhenAllRewardsAreEqual() {
    Experience equal =
        new Experience(
            Spans.ofLengths(3, 1, 2), new float[] {.1f, .1f, .1f}, new int[3], null, null, null);

    assertThat(advantages(equal, "none")).containsOnly(0);
    assertThat(advantages(equal, "group-mean")).containsOnly(0);
  }

  @Test
  void asksOnlyForWhatItsSettingsUse() {
    assertThat(needs()).isEqualTo(new Needs(true, false, false, 2));
    assertThat(needs("klCoefficient", 0)).isEqualTo(new Needs(false, false, false, 2));
    assertThat(needs("klPlacement", "reward")).isEqualTo(new Needs(true, true, false, 2));
    assertThat(needs("klPlacement", "reward", "klCoefficient", 0))
        .isEqualTo(new Needs(false, false, false, 2));
    assertThat(needs("baseline", "none")).isEqualTo(new Needs(true, false, false, 1));
  }

  private static Needs needs(Object... settings) {
    return new ReinforcePlusPlus(SettingsOf.reinforcePlusPlus(settings)).needs();
  }

  private static float[] advantages(Experience experience, String baseline) {
    return new ReinforcePlusPlus(SettingsOf.reinforcePlusPlus("baseline", baseline))
        .advantages(experience)
        .advantages();
  }
}
