package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.api.reward.Completion;
import org.logicrl.rewards.LengthPenaltySettings.LengthUnit;

final class LengthPenaltyTest {

  static Stream<JsonNode> cases() {
    return Samples.cases("dapo_overlong.json");
  }

  private static double penalty(JsonNode vector, double factor, boolean capped) {
    JsonNode params = vector.get("params");
    LengthPenalty rule =
        new LengthPenalty(
            new LengthPenaltySettings(
                LengthUnit.TOKENS,
                params.get("max_len").asInt(),
                params.get("buffer").asInt(),
                factor,
                capped));
    int length = vector.get("inputs").get("length").asInt();
    return rule.measure(new Completion("", "", "", length));
  }

  private static double penalty(LengthUnit unit, String response) {
    return new LengthPenalty(new LengthPenaltySettings(unit, 4, 4, 1, true))
        .measure(new Completion("", "", response));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fallsOnAndOnAsVerlWhereNotCapped(JsonNode vector) {
    JsonNode expected = vector.get("expected");
    assertThat(penalty(vector, 1, false)).isCloseTo(expected.get("verl").asDouble(), within(1e-9));
    assertThat(penalty(vector, 0.5, false))
        .isCloseTo(expected.get("verl_factor05").asDouble(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stopsAtTheMaximumAsOpenRlhfAndTrlWhereCapped(JsonNode vector) {
    JsonNode expected = vector.get("expected");
    assertThat(penalty(vector, 1, true))
        .isCloseTo(expected.get("openrlhf").asDouble(), within(1e-9))
        .isCloseTo(expected.get("trl").asDouble(), within(1e-9));
  }

  @Test
  void countsWordsOrCharactersWhereAsked() {
    assertThat(penalty(LengthUnit.WORDS, "one, two!")).isEqualTo(-0.5);
    assertThat(penalty(LengthUnit.CHARACTERS, "a\uD83D\uDE00b")).isEqualTo(-0.75);
  }

  @Test
  void saysWhatToDoWhenNobodyCountedTheTokens() {
    assertThatThrownBy(() -> penalty(LengthUnit.TOKENS, "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set unit to words or characters");
  }

  @Test
  void refusesABufferGreaterThanTheMaximum() {
    assertThatThrownBy(() -> new LengthPenaltySettings(LengthUnit.TOKENS, 10, 11, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("buffer must not exceed maxLength, but 11 is greater than 10");
  }
}
