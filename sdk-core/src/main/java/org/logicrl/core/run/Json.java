package org.logicrl.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON as this SDK writes it. */
public final class Json {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** A value on one line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value on many lines, for people. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tree in a text. */
  public static JsonNode parse(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /** The value of a record in a text that {@link #line} wrote. */
  public static <T extends Record> T parse(String text, Class<T> type) throws IOException {
    return MAPPER.readValue(text, type);
  }

  /** The tree in a file. */
  public static JsonNode read(Path file) throws IOException {
    return MAPPER.readTree(Files.readString(file));
  }
}
