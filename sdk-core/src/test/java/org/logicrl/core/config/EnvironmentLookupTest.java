package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentLookupTest {

  private final EnvironmentLookup lookup =
      new EnvironmentLookup(Map.of("MODEL", "nano", "ODD", "${env:MODEL}"));

  @Test
  void replacesVariablesWithinText() {
    assertThat(lookup.expand("models/${env:MODEL}-${env:MODEL}.bin"))
        .isEqualTo("models/nano-nano.bin");
  }

  @Test
  void fallsBackToATextWhenTheVariableIsNotSet() {
    assertThat(lookup.expand("${env:NONE:-small}")).isEqualTo("small");
  }

  @Test
  void doesNotLookIntoWhatAVariableHolds() {
    assertThat(lookup.expand("${env:ODD}")).isEqualTo("${env:MODEL}");
  }

  @Test
  void refusesAVariableThatIsNotSet() {
    assertThatThrownBy(() -> lookup.expand("${env:NONE}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the environment variable NONE is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${sys:user.home}", "${file:UTF-8:/etc/passwd}", "${x}", "${}"})
  void refusesEveryOtherLookup(String text) {
    assertThatThrownBy(() -> lookup.expand(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("${env:NAME} is the only lookup");
  }

  @Test
  void refusesALookupThatDoesNotEnd() {
    assertThatThrownBy(() -> lookup.expand("${env:MODEL"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no } closes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${env:MODEL}", "$${x}", "$$${", "a$b{c}$", "${${}}", ""})
  void readsEscapedTextBack(String text) {
    assertThat(lookup.expand(EnvironmentLookup.escape(text))).isEqualTo(text);
  }
}
