package org.logicrl.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowReaderTest {

  private final List<String> complaints = new ArrayList<>();

  @Test
  void givesRowsInPortions() throws IOException {
    RowReader<String> reader = reader("{\"a\": \"1\"}\n{\"a\": \"2\"}\n{\"a\": \"3\"}");
    assertThat(reader.next(2)).containsExactly("1", "2");
    assertThat(reader.next(2)).containsExactly("3");
    assertThat(reader.next(2)).isEmpty();
  }

  @Test
  void passesOverBlankLinesButCountsThem() throws IOException {
    assertThat(reader("\n  \r\n{\"a\": \"x\"}\r\n{}\n").next(9)).containsExactly("x");
    assertThat(complaints).containsExactly("4: it has no \"a\", only []");
  }

  @Test
  void goesOnAfterRowsThatAreNoJson() throws IOException {
    RowReader<String> reader = reader("{\"a\": \"x\"\n[1]\n{} {}\n{\"a\": 1}\n{\"a\": \"y\"}\n");
    assertThat(reader.next(9)).containsExactly("y");
    assertThat(reader.malformed()).isEqualTo(4);
    assertThat(complaints.get(0))
        .isEqualTo("1: it is not JSON: Unexpected end-of-input: expected close marker for Object");
    assertThat(complaints.get(1)).isEqualTo("2: it is not a JSON object");
    assertThat(complaints.get(2)).startsWith("3: it is not JSON: ");
    assertThat(complaints.get(3)).isEqualTo("4: its \"a\" is not a text");
  }

  @Test
  void aLineThatIsNotUtf8SpoilsNoOther() throws IOException {
    byte[] bytes = "{\"a\": \"?\"}\n{\"a\": \"é\"}".getBytes(UTF_8);
    bytes[7] = (byte) 0xFF;
    RowReader<String> reader = reader(bytes);
    assertThat(reader.next(9)).containsExactly("é");
    assertThat(complaints).hasSize(1);
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws IOException {
    String text = "x".repeat(200_000);
    assertThat(reader("{\"a\": \"%s\"}\n{\"a\": \"b\"}".formatted(text)).next(9))
        .containsExactly(text, "b");
  }

  @Test
  void keepsTheDigitsOfNumbers() throws IOException {
    RowReader<Map<String, Object>> reader =
        new RowReader<>(
            new ByteArrayInputStream("{\"n\": 1.10, \"m\": 12345678901234567890}".getBytes(UTF_8)),
            (line, row) -> row,
            this::complain);
    Map<String, Object> row = reader.next(1).get(0);
    assertThat(row.get("n")).isEqualTo(new BigDecimal("1.10"));
    assertThat(PythonJson.line(row)).isEqualTo("{\"n\": 1.10, \"m\": 12345678901234567890}");
  }

  private RowReader<String> reader(String text) {
    return reader(text.getBytes(UTF_8));
  }

  private RowReader<String> reader(byte[] bytes) {
    return new RowReader<>(
        new ByteArrayInputStream(bytes), (line, row) -> RowReader.text(row, "a"), this::complain);
  }

  private void complain(long line, String problem) {
    complaints.add(line + ": " + problem);
  }
}
