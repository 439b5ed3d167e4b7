package org.logicrl.core.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of one JSON object a line, written line by line, so that it can be read at any time. */
public final class JsonLines implements AutoCloseable {

  private final Path file;
  private final FileChannel out;

  private JsonLines(Path file, FileChannel out) {
    this.file = file;
    this.out = out;
  }

  /** Opens a file to append to, and makes it where there is none. */
  public static JsonLines append(Path file) throws IOException {
    return new JsonLines(
        file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
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
    // Of a line that was cut within a character the rest is no UTF-8, which is replaced here.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
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
      ByteBuffer line = StandardCharsets.UTF_8.encode(Json.line(value) + "\n");
      while (line.hasRemaining()) {
        out.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forces what has been written to disk, so that it is there whatever happens. */
  public void sync() {
    try {
      out.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines of the file, those from before it was opened included. */
  public List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(Json.parse(line));
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
