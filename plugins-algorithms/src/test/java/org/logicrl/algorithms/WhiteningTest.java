package org.logicrl.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.Spans;

class WhiteningTest {

  @ParameterizedTest
  @ValueSource(strings = {"whiten_verl", "whiten_trl"})
  void agreesWithPublishedWhitening(String id) {
    JsonNode vector = Vectors.named("masked_whitening", id);
    Spans spans = Vectors.spans(vector.get("inputs").get("mask"));

    double[] whitened = Whitening.whiten(Vectors.tokens(vector.get("inputs").get("x"), spans));

    // verl's mean divides by the count plus 1e-8.
    Vectors.assertClose(whitened, Vectors.tokens(vector.get("expected").get("y"), spans), 1e-8);
  }

  @Test
  void differsFromThePopulationFormByTheBesselFactorOnly() {
    JsonNode vector = Vectors.named("masked_whitening", "whiten_openrlhf");
    Spans spans = Vectors.spans(vector.get("inputs").get("mask"));

    double[] whitened = Whitening.whiten(Vectors.tokens(vector.get("inputs").get("x"), spans));
    double factor = Math.sqrt(spans.total() / (spans.total() - 1.0));
    for (int i = 0; i < whitened.length; i++) {
      whitened[i] *= factor;
    }

    Vectors.assertClose(whitened, Vectors.tokens(vector.get("expected").get("y"), spans), 1e-8);
  }

  @Test
  void makesEqualNumbersExactlyZero() {
    JsonNode vector = Vectors.named("masked_whitening", "whiten_constant");
    Spans spans = Vectors.spans(vector.get("inputs").get("mask"));

    // As OpenRLHF; verl leaves 7e-5 because of the 1e-8 in its mean.
    assertThat(Whitening.whiten(Vectors.tokens(vector.get("inputs").get("x"), spans)))
        .containsOnly(0);
  }

  @Test
  void makesASingleNumberZero() {
    assertThat(Whitening.whiten(new double[] {3})).containsExactly(0);
  }
}
