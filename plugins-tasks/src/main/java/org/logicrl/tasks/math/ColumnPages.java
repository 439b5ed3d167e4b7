package org.logicrl.tasks.math;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** The pages of one column in one group of rows, decompressed. */
final class ColumnPages implements PageReader {

  /** A converter for readers whose values are asked for, and not converted. */
  static final GroupConverter NO_CONVERTER =
      new GroupConverter() {
        @Override
        public Converter getConverter(int fieldIndex) {
          return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
      };

  private final CompressionCodec codec;
  private final PrimitiveType type;
  private final long values;
  private final Queue<DataPage> pages = new ArrayDeque<>();
  private @Nullable DictionaryPage dictionary;

  /**
   * Takes the pages apart.
   *
   * @param bytes all of the column in the group, page headers included
   * @throws UnsupportedCodecException when they are compressed in a way that cannot be undone
   */
  ColumnPages(ColumnMetaData column, byte[] bytes, PrimitiveType type) throws IOException {
    this.codec = column.getCodec();
    this.type = type;
    this.values = column.getNum_values();
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    while (in.available() > 0) {
      PageHeader header = Util.readPageHeader(in);
      byte[] body = in.readNBytes(header.getCompressed_page_size());
      if (body.length < header.getCompressed_page_size()) {
        throw new EOFException("a page is cut off");
      }
      add(header, body);
    }
  }

  /** These pages as those of a group of rows that has no other column. */
  PageReadStore store(long rows) {
    return new PageReadStore() {
      @Override
      public PageReader getPageReader(ColumnDescriptor descriptor) {
        return ColumnPages.this;
      }

      @Override
      public long getRowCount() {
        return rows;
      }
    };
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    return dictionary;
  }

  @Override
  public long getTotalValueCount() {
    return values;
  }

  @Override
  public @Nullable DataPage readPage() {
    return pages.poll();
  }

  private void add(PageHeader header, byte[] body) throws IOException {
    int size = header.getUncompressed_page_size();
    switch (header.getType()) {
      case DICTIONARY_PAGE -> {
        DictionaryPageHeader own = header.getDictionary_page_header();
        dictionary =
            new DictionaryPage(
                BytesInput.from(decompress(body, 0, size)),
                own.getNum_values(),
                encoding(own.getEncoding()));
      }
      case DATA_PAGE -> {
        DataPageHeader own = header.getData_page_header();
        pages.add(
            new DataPageV1(
                BytesInput.from(decompress(body, 0, size)),
                own.getNum_values(),
                size,
                Statistics.createStats(type),
                encoding(own.getRepetition_level_encoding()),
                encoding(own.getDefinition_level_encoding()),
                encoding(own.getEncoding())));
      }
      case DATA_PAGE_V2 -> pages.add(secondVersion(header.getData_page_header_v2(), body, size));
      case INDEX_PAGE -> {
        // Holds no values.
      }
    }
  }

  /** Of these pages the levels are never compressed, and the values not always. */
  private DataPage secondVersion(DataPageHeaderV2 header, byte[] body, int size)
      throws IOException {
    int repetition = header.getRepetition_levels_byte_length();
    int levels = repetition + header.getDefinition_levels_byte_length();
    boolean compressed = !header.isSetIs_compressed() || header.isIs_compressed();
    return DataPageV2.uncompressed(
        header.getNum_rows(),
        header.getNum_nulls(),
        header.getNum_values(),
        BytesInput.from(body, 0, repetition),
        BytesInput.from(body, repetition, levels - repetition),
        encoding(header.getEncoding()),
        BytesInput.from(
            compressed
                ? decompress(body, levels, size - levels)
                : Arrays.copyOfRange(body, levels, body.length)),
        Statistics.createStats(type));
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }

  private byte[] decompress(byte[] body, int start, int size) throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> Arrays.copyOfRange(body, start, body.length);
      case SNAPPY -> decompress(new SnappyDecompressor(), body, start, size);
      case ZSTD -> decompress(new ZstdDecompressor(), body, start, size);
      case LZ4_RAW -> decompress(new Lz4Decompressor(), body, start, size);
      case GZIP -> {
        ByteArrayInputStream in = new ByteArrayInputStream(body, start, body.length - start);
        try (GZIPInputStream unzipped = new GZIPInputStream(in)) {
          yield unzipped.readNBytes(size);
        }
      }
      case LZO, BROTLI, LZ4 ->
          throw new UnsupportedCodecException(
              "it is compressed with %s; write the file with snappy, zstd, gzip, lz4_raw or none"
                  .formatted(codec));
    };
  }

  private static byte[] decompress(Decompressor decompressor, byte[] body, int start, int size) {
    byte[] plain = new byte[size];
    if (size > 0) {
      decompressor.decompress(body, start, body.length - start, plain, 0, size);
    }
    return plain;
  }
}
