package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KlEstimatorTest {

  @ParameterizedTest
  @EnumSource
  void agreesWithVerlInValueAndDerivative(KlEstimator estimator) {
    String name = estimator.name().toLowerCase(Locale.ROOT);
    List<JsonNode> points = points();

    assertThat(points).hasSize(8);
    for (JsonNode point : points) {
      JsonNode expected = point.get("expected");
      assertThat(estimator.value(d(point)))
          .as(point.get("id").asText())
          .isCloseTo(expected.get("verl").get(name).asDouble(), within(1e-9));
      assertThat(estimator.derivative(d(point)))
          .as(point.get("id").asText())
          .isCloseTo(expected.get("verl_grad").get(name).asDouble(), within(1e-9));
    }
  }

  @Test
  void agreesWithTrlUpToTheCap() {
    for (JsonNode point : points()) {
      assertThat(KlEstimator.K3.value(d(point)))
          .isCloseTo(
              Math.min(point.get("expected").get("trl_k3").asDouble(), KlEstimator.K3_LIMIT),
              within(1e-9));
    }
  }

  @Test
  void capsK3SoThatAnImpossibleTokenStaysFinite() {
    assertThat(KlEstimator.K3.value(-1000)).isEqualTo(KlEstimator.K3_LIMIT);
    assertThat(KlEstimator.K3.derivative(-1000)).isZero();
    assertThat(KlEstimator.K3.value(1000)).isEqualTo(KlEstimator.K3_LIMIT);
    assertThat(KlEstimator.K3.derivative(1000)).isZero();
  }

  @Test
  void estimatesTheDivergenceWithoutBiasByK1AndK3() {
    double[] policy = {0.2, 0.5, 0.3};
    double[] reference = {0.4, 0.35, 0.25};
    double divergence = 0;
    double k1 = 0;
    double k3 = 0;
    for (int token = 0; token < policy.length; token++) {
      double d = Math.log(policy[token] / reference[token]);
      divergence += policy[token] * d;
      k1 += policy[token] * KlEstimator.K1.value(d);
      k3 += policy[token] * KlEstimator.K3.value(d);
    }

    assertThat(k1).isCloseTo(divergence, within(1e-12));
    assertThat(k3).isCloseTo(divergence, within(1e-12));
  }

  /** The expected derivative by the logit of each token is sum pi(x) k'(x) (1[x = j] - pi(j)). */
  @Test
  void pullsAlongTheDivergenceThatTheTableNames() {
    double[] policy = {0.2, 0.5, 0.3};
    double[] reference = {0.4, 0.35, 0.25};
    double divergence = 0;
    for (int x = 0; x < 3; x++) {
      divergence += policy[x] * Math.log(policy[x] / reference[x]);
    }
    for (int j = 0; j < 3; j++) {
      double d = Math.log(policy[j] / reference[j]);
      assertThat(expectedGradient(KlEstimator.K1, policy, reference, j))
          .isCloseTo(0, within(1e-12));
      // d KL(policy || reference) / d logit_j = pi(j) (d_j - KL)
      assertThat(expectedGradient(KlEstimator.K2, policy, reference, j))
          .isCloseTo(policy[j] * (d - divergence), within(1e-12));
      // d KL(reference || policy) / d logit_j = pi(j) - reference(j)
      assertThat(expectedGradient(KlEstimator.K3, policy, reference, j))
          .isCloseTo(policy[j] - reference[j], within(1e-12));
    }
  }

  private static double expectedGradient(
      KlEstimator estimator, double[] policy, double[] reference, int logit) {
    double gradient = 0;
    for (int x = 0; x < policy.length; x++) {
      double slope = estimator.derivative(Math.log(policy[x] / reference[x]));
      gradient += policy[x] * slope * ((x == logit ? 1 : 0) - policy[logit]);
    }
    return gradient;
  }

  private static List<JsonNode> points() {
    return Vectors.cases("kl_estimators").stream()
        .filter(node -> node.get("id").asText().startsWith("pt"))
        .toList();
  }

  private static double d(JsonNode point) {
    JsonNode inputs = point.get("inputs");
    return inputs.get("logp").asDouble() - inputs.get("ref").asDouble();
  }
}
