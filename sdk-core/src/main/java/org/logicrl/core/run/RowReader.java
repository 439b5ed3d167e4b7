package org.logicrl.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of one JSON object a line, some lines at a time, so that a file of any length fits
 * into memory. Rows that cannot be used are reported and counted, and the reading goes on.
 *
 * <p>Lines are split as bytes: one that is not UTF-8 spoils no other. Numbers keep their digits.
 * Blank lines are passed over.
 *
 * @param <T> what a row is turned into
 */
public final class RowReader<T> implements AutoCloseable {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(Object.class);

  private final InputStream in;
  private final RowParser<T> parser;
  private final Complaints complaints;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long lines;
  private long malformed;

  /** Turns a row into what is wanted of it; from several threads at once. */
  @FunctionalInterface
  public interface RowParser<T> {
    /**
     * Reads a row.
     *
     * @param line the line number, from 1
     * @param row the object's keys in their order
     */
    T parse(long line, Map<String, Object> row) throws BadRowException;
  }

  /** Hears of rows that cannot be used. */
  @FunctionalInterface
  public interface Complaints {
    /** The row in a line, numbered from 1, was left out. */
    void malformed(long line, String problem);
  }

  /** A reader of a stream, which it closes. */
  public RowReader(InputStream in, RowParser<T> parser, Complaints complaints) {
    this.in = in;
    this.parser = parser;
    this.complaints = complaints;
  }

  /** The next rows; empty at the end of the file. */
  public List<T> next(int most) throws IOException {
    List<T> rows = new ArrayList<>(most);
    while (rows.size() < most && fill()) {
      // Reading is one thread's work, understanding what was read takes all processors.
      List<Line> read = lines(most - rows.size());
      for (Parsed<T> parsed : read.parallelStream().map(this::parse).toList()) {
        T row = parsed.row();
        if (row == null) {
          malformed++;
          complaints.malformed(parsed.line(), parsed.problem());
        } else {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The number of rows so far that could not be used. */
  public long malformed() {
    return malformed;
  }

  /**
   * A text of a row.
   *
   * @throws BadRowException when there is none under the key
   */
  public static String text(Map<String, Object> row, String key) throws BadRowException {
    if (row.get(key) instanceof String text) {
      return text;
    }
    throw new BadRowException(
        row.containsKey(key)
            ? "its \"%s\" is not a text".formatted(key)
            : "it has no \"%s\", only %s".formatted(key, row.keySet()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A line that is not blank, by its number from 1. */
  private record Line(long number, byte[] bytes) {}

  /** A row, or what is wrong with it. */
  private record Parsed<T>(long line, @Nullable T row, String problem) {}

  /** The next lines that are not blank. */
  private List<Line> lines(int most) throws IOException {
    List<Line> read = new ArrayList<>(most);
    while (read.size() < most && fill()) {
      byte[] bytes = line();
      if (!isBlank(bytes)) {
        read.add(new Line(lines, bytes));
      }
    }
    return read;
  }

  /** The bytes up to the next line feed, or to the end. */
  private byte[] line() throws IOException {
    lines++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, end - position);
      position = end + 1;
      if (end < limit) {
        break;
      }
    }
    return line.toByteArray();
  }

  /** Makes sure that there are bytes to read; false at the end. */
  private boolean fill() throws IOException {
    if (position >= limit) {
      limit = in.read(buffer);
      position = 0;
    }
    return limit > 0;
  }

  private Parsed<T> parse(Line line) {
    try {
      return new Parsed<>(line.number(), parser.parse(line.number(), object(line.bytes())), "");
    } catch (BadRowException e) {
      return new Parsed<>(line.number(), null, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> object(byte[] bytes) throws BadRowException {
    Object value;
    try {
      value = JSON.readValue(bytes);
    } catch (JsonProcessingException e) {
      throw new BadRowException("it is not JSON: " + reason(e));
    } catch (IOException e) {
      // There is no input but the bytes: what fails here is their encoding.
      throw new BadRowException("it is not UTF-8 text: " + e.getMessage());
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadRowException("it is not a JSON object");
    }
    Map<String, Object> row = new LinkedHashMap<>();
    map.forEach((key, entry) -> row.put((String) key, entry));
    return row;
  }

  /** What the parser says, without its note on where the object began that goes on. */
  private static String reason(JsonProcessingException failure) {
    String text = failure.getOriginalMessage();
    int note = text.indexOf(" (start marker at");
    return (note < 0 ? text : text.substring(0, note)).strip();
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte next : bytes) {
      if (next != ' ' && next != '\t' && next != '\r') {
        return false;
      }
    }
    return true;
  }
}
