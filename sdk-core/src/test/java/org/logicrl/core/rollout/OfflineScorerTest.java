package org.logicrl.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.core.run.BadRowException;
import org.logicrl.core.run.RowReader;

final class OfflineScorerTest {

  @ParameterizedTest
  @CsvSource({
    "42, 42",
    "27.0, 27",
    "0.50, 0.5",
    "-3, -3",
    "1200, 1200",
    "1e5, 100000",
    "0.0, 0",
    "12345678901234567890123, 12345678901234567890123",
    "1e999, 1E+999",
    "'\"27.0\"', 27.0"
  })
  void readsAnAnswerThatIsANumber(String json, String answer) throws IOException {
    String row = "{\"prompt\": \"p\", \"response\": \"r\", \"answer\": %s}".formatted(json);
    try (RowReader<OfflineScorer.Row> rows =
        new RowReader<>(
            new ByteArrayInputStream(row.getBytes(StandardCharsets.UTF_8)),
            OfflineScorer.Row::of,
            (line, problem) -> {
              throw new AssertionError(problem);
            })) {
      assertThat(rows.next(1)).extracting(r -> r.problem().reference()).containsExactly(answer);
    }
  }

  @Test
  void refusesAnAnswerThatIsNeitherTextNorNumber() {
    Map<String, Object> row = Map.of("prompt", "p", "response", "r", "answer", true);
    assertThatThrownBy(() -> OfflineScorer.Row.of(1, row))
        .isInstanceOf(BadRowException.class)
        .hasMessage("its \"answer\" is not a text");
  }
}
