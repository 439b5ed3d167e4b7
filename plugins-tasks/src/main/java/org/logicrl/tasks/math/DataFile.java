package org.logicrl.tasks.math;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A file of rows with named columns. */
interface DataFile {

  /**
   * Opens a file: Parquet where it begins as such files do, else JSONL.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static DataFile open(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      boolean parquet = Arrays.equals(in.readNBytes(ParquetFile.MAGIC.length), ParquetFile.MAGIC);
      return parquet ? ParquetFile.open(path) : new JsonLinesFile(path);
    }
  }

  /**
   * The names of all columns; of JSONL, the keys of the first row.
   *
   * @throws IllegalArgumentException when the file has no rows
   */
  List<String> columns() throws IOException;

  /**
   * Reads some columns, row by row.
   *
   * @throws IllegalArgumentException at a row that cannot be understood, with its place
   */
  void read(List<String> columns, Rows rows) throws IOException;

  /** Takes rows. */
  @FunctionalInterface
  interface Rows {
    /**
     * A row.
     *
     * @param place the file and the row's number, for messages
     * @param texts by column; numbers as decimals, whole ones without a point; what is neither text
     *     nor number nor boolean is left out
     */
    void row(String place, Map<String, String> texts);
  }

  /** A number as a text: {@code 27} for 27.0. */
  static String text(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    // A number with more digits than this is written with an exponent, as it came.
    return Math.abs((long) stripped.scale()) > 400 ? number.toString() : stripped.toPlainString();
  }
}
