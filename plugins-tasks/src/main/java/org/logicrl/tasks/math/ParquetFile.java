package org.logicrl.tasks.math;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file, of which the columns of texts, numbers and booleans can be read.
 *
 * <p>The layers of parquet-java that know the format do the work: {@code parquet-format-structures}
 * the metadata, {@code parquet-column} the encodings. Its top layer, {@code parquet-hadoop}, cannot
 * be loaded without Hadoop; what it would do here is to find pages and to decompress them, and that
 * is {@link ColumnPages}.
 */
final class ParquetFile implements DataFile {

  /** What a Parquet file begins and ends with. */
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** The length of the footer and the magic, at the very end. */
  private static final int TAIL = 8;

  private final Path path;
  private final FileMetaData footer;

  /** All top-level columns in order; with null for those that hold lists or structures. */
  private final Map<String, @Nullable SchemaElement> columns;

  private ParquetFile(Path path, FileMetaData footer) {
    this.path = path;
    this.footer = footer;
    this.columns = topLevel(footer.getSchema());
  }

  /**
   * Reads the footer of a file.
   *
   * @throws IllegalArgumentException when the file is damaged
   */
  static ParquetFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size < MAGIC.length + TAIL) {
        throw damaged(path, "it is cut off", null);
      }
      byte[] tail = bytes(channel, size - TAIL, TAIL);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (!Arrays.equals(tail, TAIL - MAGIC.length, TAIL, MAGIC, 0, MAGIC.length)
          || length < 0
          || length > size - TAIL - MAGIC.length) {
        throw damaged(path, "it has no footer, as if it were cut off", null);
      }
      byte[] footer = bytes(channel, size - TAIL - length, length);
      return new ParquetFile(path, Util.readFileMetaData(new ByteArrayInputStream(footer)));
    }
  }

  @Override
  public List<String> columns() {
    if (footer.getNum_rows() == 0) {
      throw new IllegalArgumentException(path + " has no rows");
    }
    return List.copyOf(columns.keySet());
  }

  @Override
  public void read(List<String> wanted, Rows rows) throws IOException {
    long number = 0;
    try (FileChannel channel = FileChannel.open(path)) {
      for (RowGroup group : footer.getRow_groups()) {
        int count = Math.toIntExact(group.getNum_rows());
        Map<String, @Nullable String[]> texts = new LinkedHashMap<>();
        for (String column : wanted) {
          texts.put(column, texts(channel, group, column, count));
        }
        for (int i = 0; i < count; i++) {
          Map<String, String> row = new LinkedHashMap<>();
          int at = i;
          texts.forEach(
              (column, values) -> {
                String value = values[at];
                if (value != null) {
                  row.put(column, value);
                }
              });
          rows.row(path + ", row " + ++number, row);
        }
      }
    }
  }

  /** The values of a column in a group of rows, as texts. */
  private @Nullable String[] texts(FileChannel channel, RowGroup group, String name, int count)
      throws IOException {
    SchemaElement element = columns.get(name);
    if (element == null) {
      throw new IllegalArgumentException(
          "%s: column %s holds lists or structures, but texts or numbers are needed"
              .formatted(path, name));
    }
    PrimitiveType type = type(element);
    ColumnMetaData column = chunk(group, name);
    long start = column.getData_page_offset();
    if (column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0) {
      start = Math.min(start, column.getDictionary_page_offset());
    }
    @Nullable String[] texts = new String[count];
    try {
      byte[] bytes = bytes(channel, start, Math.toIntExact(column.getTotal_compressed_size()));
      ColumnPages pages = new ColumnPages(column, bytes, type);
      MessageType schema = new MessageType("row", type);
      ColumnDescriptor descriptor = schema.getColumns().get(0);
      ColumnReader reader =
          new ColumnReadStoreImpl(
                  pages.store(count),
                  ColumnPages.NO_CONVERTER,
                  schema,
                  Objects.requireNonNullElse(footer.getCreated_by(), ""))
              .getColumnReader(descriptor);
      for (int i = 0; i < count; i++) {
        boolean present = reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
        texts[i] = present ? text(reader, element, type.getPrimitiveTypeName()) : null;
        reader.consume();
      }
    } catch (UnsupportedCodecException e) {
      throw new IllegalArgumentException(
          "%s: column %s: %s".formatted(path, name, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      throw damaged(path, "column " + name + ": " + e, e);
    }
    return texts;
  }

  private String text(ColumnReader reader, SchemaElement element, PrimitiveTypeName type) {
    int scale = element.isSetScale() ? element.getScale() : 0;
    return switch (type) {
      case BINARY -> reader.getBinary().toStringUsingUTF8();
      case INT32 -> DataFile.text(BigDecimal.valueOf(reader.getInteger(), scale));
      case INT64 -> DataFile.text(BigDecimal.valueOf(reader.getLong(), scale));
      case DOUBLE -> text(reader.getDouble());
      // Through the text: a float is to keep its own short form.
      case FLOAT -> text(Double.parseDouble(Float.toString(reader.getFloat())));
      case BOOLEAN -> Boolean.toString(reader.getBoolean());
      case INT96, FIXED_LEN_BYTE_ARRAY -> throw new AssertionError("refused before: " + type);
    };
  }

  private static String text(double value) {
    return Double.isFinite(value)
        ? DataFile.text(BigDecimal.valueOf(value))
        : Double.toString(value);
  }

  private PrimitiveType type(SchemaElement element) {
    PrimitiveTypeName type =
        switch (element.getType()) {
          case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
          case INT32 -> PrimitiveTypeName.INT32;
          case INT64 -> PrimitiveTypeName.INT64;
          case FLOAT -> PrimitiveTypeName.FLOAT;
          case DOUBLE -> PrimitiveTypeName.DOUBLE;
          case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
          case INT96, FIXED_LEN_BYTE_ARRAY ->
              throw new IllegalArgumentException(
                  "%s: column %s holds values of type %s, but texts or numbers are needed"
                      .formatted(path, element.getName(), element.getType()));
        };
    boolean optional = element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
    return new PrimitiveType(
        optional ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED, type, element.getName());
  }

  private ColumnMetaData chunk(RowGroup group, String name) {
    for (ColumnChunk chunk : group.getColumns()) {
      if (chunk.isSetMeta_data()
          && chunk.getMeta_data().getPath_in_schema().equals(List.of(name))) {
        return chunk.getMeta_data();
      }
    }
    throw damaged(path, "a group of rows lacks column " + name, null);
  }

  private static Map<String, @Nullable SchemaElement> topLevel(List<SchemaElement> schema) {
    Map<String, @Nullable SchemaElement> columns = new LinkedHashMap<>();
    int at = 1;
    while (at < schema.size()) {
      SchemaElement element = schema.get(at);
      boolean plain =
          element.getNum_children() == 0
              && element.getRepetition_type() != FieldRepetitionType.REPEATED;
      columns.put(element.getName(), plain ? element : null);
      at = after(at, schema);
    }
    return columns;
  }

  /** Where, in the list of a tree's nodes in depth-first order, what is below a node ends. */
  private static int after(int at, List<SchemaElement> schema) {
    int open = 1;
    int next = at;
    while (open > 0 && next < schema.size()) {
      open += schema.get(next).getNum_children() - 1;
      next++;
    }
    return next;
  }

  private static byte[] bytes(FileChannel channel, long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        throw new EOFException("the file ends before its data");
      }
    }
    return buffer.array();
  }

  private static IllegalArgumentException damaged(Path path, String how, @Nullable Throwable e) {
    return new IllegalArgumentException(path + " is not a Parquet file to be read: " + how, e);
  }
}
