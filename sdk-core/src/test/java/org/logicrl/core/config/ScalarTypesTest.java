package org.logicrl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.core.config.ExampleSettings.Schedule;

final class ScalarTypesTest {

  @ParameterizedTest
  @CsvSource({
    "100,100",
    "100.0,100",
    "1_000,1000",
    "1e3,1000",
    "-7,-7",
    "+7,7",
    "010,10",
    "2147483647,2147483647"
  })
  void readsWholeNumbersHoweverTheyAreWritten(String text, int number) {
    assertThat(ScalarTypes.INT.parser().apply(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "1e-3", "", "-", ".", "e5", "ten", "0x10", "1:30", "true", "NaN", "1 000"})
  void refusesWhatIsNoWholeNumber(String text) {
    assertThatThrownBy(() -> ScalarTypes.INT.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649", "1e999999999", "-1e2000000000"})
  void refusesWholeNumbersThatDoNotFitInsteadOfCuttingThem(String text) {
    assertThatThrownBy(() -> ScalarTypes.INT.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit");
  }

  @Test
  void readsAllDigitsOfALong() {
    assertThat(ScalarTypes.LONG.parser().apply("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"1e-4,1e-4", "1.0E-4,1e-4", "5,5", ".5,0.5", "3.,3", "-2.5e+3,-2500", "0,0"})
  void readsNumbersThatYamlTakesForWords(String text, double number) {
    assertThat(ScalarTypes.DOUBLE.parser().apply(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        ".nan",
        ".inf",
        "Infinity",
        "1e400",
        "1e-400",
        "1d",
        "0x1p3",
        "1e99999999999"
      })
  void refusesWhatIsNoFiniteNumber(String text) {
    assertThatThrownBy(() -> ScalarTypes.DOUBLE.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTrueAndFalseInAnyCase() {
    assertThat(ScalarTypes.BOOLEAN.parser().apply("True")).isEqualTo(true);
    assertThat(ScalarTypes.BOOLEAN.parser().apply("false")).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "1", ""})
  void refusesOtherWordsForTrue(String text) {
    assertThatThrownBy(() -> ScalarTypes.BOOLEAN.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is neither true nor false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear-decay", "linear_decay", "LINEAR_DECAY"})
  void readsEnumConstantsWithDashesOrUnderscores(String text) {
    assertThat(ScalarTypes.enumeration(Schedule.class).parser().apply(text))
        .isEqualTo(Schedule.LINEAR_DECAY);
  }
}
