package org.logicrl.core.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of one JSON object a line, flushed after each, so that it can be read at any time. */
public final class JsonLines implements AutoCloseable {

  private final BufferedWriter out;

  private JsonLines(BufferedWriter out) {
    this.out = out;
  }

  /** Opens a file to append to, and makes it where there is none. */
  public static JsonLines append(Path file) throws IOException {
    return new JsonLines(
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Drops the lines of a file that a resumed run will write again, and a last line that was cut
   * off.
   *
   * @param lastStep lines with a {@code step} beyond this go
   */
  public static void truncate(Path file, long lastStep) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        JsonNode step = Json.parse(line).path("step");
        if (step.isNumber() && step.asLong() <= lastStep) {
          kept.add(line);
        }
      } catch (IOException e) {
        break; // cut off when the run was killed: nothing whole can follow
      }
    }
    AtomicFiles.write(file, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
  }

  /** Writes one line. */
  public void write(Object value) {
    try {
      out.write(Json.line(value));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
