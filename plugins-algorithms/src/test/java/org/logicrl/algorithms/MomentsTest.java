package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void agreesWithThePublishedStatistics() {
    JsonNode stats = Vectors.named("masked_whitening", "stats");
    JsonNode inputs = stats.get("inputs");
    Moments moments =
        Moments.of(Vectors.tokens(inputs.get("x"), Vectors.spans(inputs.get("mask"))));

    JsonNode expected = stats.get("expected");
    assertThat(moments.count()).isEqualTo(expected.get("count").asInt());
    // verl divides by the count plus 1e-8.
    assertThat(moments.mean()).isCloseTo(expected.get("mean").asDouble(), within(1e-8));
    assertThat(moments.variance()).isCloseTo(expected.get("var_unbiased").asDouble(), within(1e-7));
  }

  @Test
  void givesEqualNumbersExactlyTheirOwnMeanAndNoVariance() {
    Moments moments = Moments.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);

    assertThat(moments.mean()).isEqualTo(0.1);
    assertThat(moments.variance()).isZero();
  }

  @Test
  void givesASingleNumberNoVariance() {
    assertThat(Moments.of(5)).isEqualTo(new Moments(1, 5, 0, 5, 5));
  }

  @Test
  void findsTheGroupOfASequenceWhereverItsMembersStand() {
    Moments[] moments =
        Moments.ofGroups(new double[] {1, 10, 3, 20, 5}, new int[] {7, -1, 7, -1, 7});

    assertThat(moments[0]).isEqualTo(new Moments(3, 3, 4, 1, 5));
    assertThat(moments[2]).isEqualTo(moments[0]);
    assertThat(moments[3]).isEqualTo(new Moments(2, 15, 50, 10, 20));
  }

  @Test
  void logsNothingAboutNoNumbers() {
    Map<String, Double> metrics = new HashMap<>();
    Moments.of().addTo(metrics, "critic/returns");

    assertThat(metrics).isEmpty();
  }
}
