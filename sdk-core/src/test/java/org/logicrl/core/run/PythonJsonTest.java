package org.logicrl.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class PythonJsonTest {

  @Test
  void separatesAsPythonDoes() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("names", List.of("Zoey", "Ava"));
    row.put("solution", List.of(true, false));
    row.put("index", 7L);
    row.put("none", null);
    assertThat(PythonJson.line(row))
        .isEqualTo(
            "{\"names\": [\"Zoey\", \"Ava\"], \"solution\": [true, false], \"index\": 7,"
                + " \"none\": null}");
  }

  @Test
  void printsEmptyListsAndMaps() {
    assertThat(PythonJson.line(List.of(List.of(), Map.of()))).isEqualTo("[[], {}]");
  }

  @Test
  void escapesWhatIsNotPrintableAscii() {
    assertThat(PythonJson.line("a\"b\\c/\n\r\t\b\f\u0001\u007fé\u2028"))
        .isEqualTo("\"a\\\"b\\\\c/\\n\\r\\t\\b\\f\\u0001\\u007f\\u00e9\\u2028\"");
  }

  @Test
  void writesSurrogatesOneByOne() {
    assertThat(PythonJson.line("\uD83D\uDE00 \uD800")).isEqualTo("\"\\ud83d\\ude00 \\ud800\"");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "python-numbers.csv", useHeadersInDisplayName = true)
  void printsNumbersAsPythonDoes(String bits, String printed) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(PythonJson.line(value)).isEqualTo(printed);
  }

  @Test
  void printsNumbersThatAreNone() {
    assertThat(PythonJson.line(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0)))
        .isEqualTo("[NaN, Infinity, -Infinity]");
  }

  @Test
  void printsFloatsInTheirOwnShortForm() {
    assertThat(PythonJson.line(List.of(0.1f, -2.5f, 1e-7f))).isEqualTo("[0.1, -2.5, 1e-07]");
  }

  @Test
  void printsExactNumbersAsTheyAre() {
    assertThat(
            PythonJson.line(
                List.of(1, 2L, new BigInteger("12345678901234567890"), new BigDecimal("1.50"))))
        .isEqualTo("[1, 2, 12345678901234567890, 1.50]");
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PythonJson.line(new Object()))
        .withMessageContaining("java.lang.Object");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PythonJson.line(Map.of(1, 2)))
        .withMessageContaining("keys");
  }
}
