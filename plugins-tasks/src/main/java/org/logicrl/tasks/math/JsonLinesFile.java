package org.logicrl.tasks.math;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of one JSON object a line; blank lines are passed over. */
final class JsonLinesFile implements DataFile {

  private static final JsonFactory JSON = new JsonFactory();

  private final Path path;
  private final byte[] bytes;

  /** Reads the bytes of a file. */
  JsonLinesFile(Path path) throws IOException {
    this.path = path;
    this.bytes = Files.readAllBytes(path);
  }

  @Override
  public List<String> columns() throws IOException {
    Cursor cursor = new Cursor();
    if (!cursor.next()) {
      throw new IllegalArgumentException(path + " is empty; it should hold one JSON object a line");
    }
    return List.copyOf(cursor.row().keySet());
  }

  @Override
  public void read(List<String> columns, Rows rows) throws IOException {
    Cursor cursor = new Cursor();
    while (cursor.next()) {
      Map<String, String> texts = new LinkedHashMap<>();
      cursor
          .row()
          .forEach(
              (column, text) -> {
                if (text != null && columns.contains(column)) {
                  texts.put(column, text);
                }
              });
      rows.row(cursor.place(), texts);
    }
  }

  /** Goes from line to line. */
  private final class Cursor {
    private long line;
    private int start;
    private int end = -1;

    /** Moves to the next line that is not blank; false at the end. */
    boolean next() {
      do {
        start = end + 1;
        end = start;
        line++;
        while (end < bytes.length && bytes[end] != '\n') {
          end++;
        }
      } while (start < bytes.length && isBlank());
      return start < bytes.length;
    }

    String place() {
      return path + ":" + line;
    }

    /** The values of the line by key; null for what is neither text nor number nor boolean. */
    Map<String, @Nullable String> row() throws IOException {
      try (JsonParser parser = JSON.createParser(bytes, start, end - start)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new IllegalArgumentException(place() + ": the line is not a JSON object");
        }
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          row.put(key, value(parser, parser.nextToken()));
        }
        if (parser.nextToken() != null) {
          throw new IllegalArgumentException(place() + ": the line goes on after its JSON object");
        }
        return row;
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            place() + ": the line is not JSON: " + e.getOriginalMessage(), e);
      }
    }

    private static @Nullable String value(JsonParser parser, JsonToken token) throws IOException {
      return switch (token) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> parser.getText();
        case VALUE_NUMBER_FLOAT -> DataFile.text(parser.getDecimalValue());
        default -> {
          parser.skipChildren();
          yield null;
        }
      };
    }

    private boolean isBlank() {
      for (int i = start; i < end; i++) {
        if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
          return false;
        }
      }
      return true;
    }
  }
}
