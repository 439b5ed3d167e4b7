package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClippedSurrogateTest {

  static Stream<Arguments> table() {
    return Vectors.cases("dual_clip").stream()
        .map(node -> Arguments.of(node.get("id").asText(), node));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  @DisplayName("agrees with the published table, with the dual clip and without")
  void agreesWithThePublishedTable(String id, JsonNode row) {
    double clip = row.get("params").get("eps").asDouble();
    double dualClip = row.get("params").get("c").asDouble();
    double advantage = row.get("inputs").get("A").asDouble();
    double logRatio = Math.log(row.get("inputs").get("ratio").asDouble());
    JsonNode expected = row.get("expected");

    ClippedSurrogate.TokenLoss with =
        new ClippedSurrogate(clip, clip, dualClip).at(logRatio, advantage);
    ClippedSurrogate.TokenLoss without =
        new ClippedSurrogate(clip, clip, 0).at(logRatio, advantage);

    assertThat(with.loss()).isCloseTo(expected.get("loss").asDouble(), within(1e-9));
    assertThat(with.derivative()).isCloseTo(expected.get("grad_logp").asDouble(), within(1e-9));
    assertThat(with.clipped()).isEqualTo(expected.get("clipped").asDouble() > 0.5);
    assertThat(with.dualClipped()).isEqualTo(expected.get("clipped_lower").asDouble() > 0.5);
    assertThat(without.loss())
        .isCloseTo(expected.get("loss_without_dual").asDouble(), within(1e-9));
    assertThat(without.derivative())
        .isCloseTo(expected.get("grad_without_dual").asDouble(), within(1e-9));
  }

  @Test
  void isThePlainPolicyGradientWhereTheRatioIsOne() {
    ClippedSurrogate.TokenLoss token = new ClippedSurrogate(0.2, 0.2, 3).at(0, 1.7);

    assertThat(token.loss()).isEqualTo(-1.7);
    assertThat(token.derivative()).isEqualTo(-1.7);
  }

  @Test
  void letsTheRatioRiseFurtherThanFallWhereTheClipIsHigherAbove() {
    ClippedSurrogate surrogate = new ClippedSurrogate(0.2, 0.28, 0);

    assertThat(surrogate.at(Math.log(1.25), 1).clipped()).isFalse();
    assertThat(surrogate.at(Math.log(0.75), -1).clipped()).isTrue();
  }

  @Test
  void passesOnWhatIsNotANumber() {
    ClippedSurrogate.TokenLoss token = new ClippedSurrogate(0.2, 0.2, 3).at(Double.NaN, 1);

    assertThat(token.loss()).isNaN();
    assertThat(token.derivative()).isNaN();
  }
}
