package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8000", "ftp://host/v1", "http:///v1", "http://h/v1?key=1", "no url"})
  void refusesWhatIsNoAddress(String baseUrl) {
    assertThatThrownBy(() -> Fixture.settings(baseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baseUrl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:secret@host/v1", "http://me:secret@my_host/v1"})
  void refusesAPasswordInTheAddressWithoutRepeatingIt(String baseUrl) {
    assertThatThrownBy(() -> Fixture.settings(baseUrl))
        .hasMessageContaining("apiKeyVariable")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesAKeyInPlaceOfItsVariableWithoutRepeatingIt() {
    assertThatThrownBy(() -> withKey("sk-12-34"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment variable")
        .hasMessageNotContaining("sk-12-34");
  }

  @Test
  void refusesAVariableThatIsNotSet() {
    OpenAiSettings settings = withKey("SOME_KEY");
    assertThatThrownBy(() -> OpenAiBackend.create(settings, Map.of("OTHER", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SOME_KEY");
  }

  @Test
  void refusesAKeyThatNoHeaderHoldsWithoutRepeatingIt() {
    OpenAiSettings settings = withKey("SOME_KEY");
    assertThatThrownBy(() -> OpenAiBackend.create(settings, Map.of("SOME_KEY", "sk-1\nsk-2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SOME_KEY")
        .hasMessageNotContaining("sk-");
  }

  @Test
  void saysWhatIsWrongWithAHostThatHasAnUnderscore() {
    assertThatThrownBy(() -> Fixture.settings("http://my_vllm:8000/v1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without an underscore")
        .hasMessageContaining("my_vllm");
  }

  @Test
  void aSlashAtTheEndOfTheAddressMakesNoDifference() {
    assertThat(Fixture.settings("http://host:1/v1/").resolve("models"))
        .hasToString("http://host:1/v1/models");
  }

  private static OpenAiSettings withKey(String variable) {
    return Fixture.settings("http://host/v1", null, LogProbs.AUTO, variable, 1);
  }
}
