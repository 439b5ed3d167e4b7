package org.logicrl.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void eachLineCanBeReadAtOnce() throws IOException {
    try (JsonLines lines = JsonLines.append(file())) {
      lines.write(Map.of("step", 1));
      assertThat(Files.readAllLines(file())).containsExactly("{\"step\":1}");
    }
  }

  @Test
  void whatIsNotFiniteIsNullAndNotAText() throws IOException {
    record Norms(double policy, Double critic) {}
    try (JsonLines lines = JsonLines.append(file())) {
      lines.write(Map.of("grad_norm", Double.NaN));
      lines.write(new Norms(Double.POSITIVE_INFINITY, 0.5));
    }

    assertThat(file()).hasContent("{\"grad_norm\":null}\n{\"policy\":null,\"critic\":0.5}\n");
  }

  @Test
  void linesAfterAStepGo() throws IOException {
    Files.writeString(file(), "{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n");
    JsonLines.truncate(file(), 2);

    assertThat(file()).hasContent("{\"step\":1}\n{\"step\":2}\n");
  }

  @Test
  void aLineThatWasCutOffGoes() throws IOException {
    Files.writeString(file(), "{\"step\":1}\n{\"step\":2,\"los");
    JsonLines.truncate(file(), 5);

    assertThat(file()).hasContent("{\"step\":1}\n");
  }

  @Test
  void aLineThatWasCutOffWithinACharacterGoes() throws IOException {
    byte[] whole = "{\"step\":1}\n{\"step\":2,\"name\":\"é".getBytes(StandardCharsets.UTF_8);
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    JsonLines.truncate(file(), 5);

    assertThat(file()).hasContent("{\"step\":1}\n");
  }

  @Test
  void linesFromBeforeItWasOpenedAreAmongItsLines() throws IOException {
    Files.writeString(file(), "{\"step\":1}\n");
    try (JsonLines lines = JsonLines.append(file())) {
      lines.write(Map.of("step", 2));
      lines.sync();
      assertThat(lines.lines()).extracting(line -> line.path("step").asInt()).containsExactly(1, 2);
    }
  }

  @Test
  void aMissingFileStaysMissing() throws IOException {
    JsonLines.truncate(file(), 5);

    assertThat(file()).doesNotExist();
  }

  private Path file() {
    return folder.resolve("metrics.jsonl");
  }
}
