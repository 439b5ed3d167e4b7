package org.logicrl.tasks.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

/** Files that PyArrow wrote: the same five rows in several codecs, page versions and encodings. */
final class ParquetFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.parquet",
        "snappy.parquet",
        "gzip.parquet",
        "zstd-v2.parquet",
        "lz4-v2.parquet"
      })
  void readsQuestionsAndAnswers(String name) throws Exception {
    ProblemSet problems =
        new MathTask(Settings.train(name).build(), ParquetFileTest::resource).problems(Split.TRAIN);
    List<String> read = new ArrayList<>();
    for (long i = 0; i < problems.size(); i++) {
      read.add(problems.get(i).question() + " " + problems.get(i).reference());
    }
    assertThat(read)
        .containsExactly(
            "What is 3 + 4? 7",
            "What is 2 - 9? -7",
            "What is half of 5? 2.5",
            "What is 6 \u00b7 7? 42",
            "What is 10 - 10? 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy.parquet", "zstd-v2.parquet", "lz4-v2.parquet"})
  void leavesOutWhatARowDoesNotHold(String name) throws Exception {
    List<String> rows = new ArrayList<>();
    DataFile.open(resource(name))
        .read(List.of("id", "year", "hard"), (place, row) -> rows.add(row.toString()));
    assertThat(rows)
        .containsExactly(
            "{id=0, year=2001, hard=false}",
            "{id=1, year=2001, hard=false}",
            "{id=2, year=2002, hard=true}",
            "{id=3}",
            "{id=4, year=2002, hard=false}");
  }

  @Test
  void namesAllColumns() throws Exception {
    assertThat(DataFile.open(resource("snappy.parquet")).columns())
        .containsExactly("id", "problem", "answer", "year", "hard", "tags", "hash");
  }

  @Test
  void saysWhichRowLacksAValue() {
    assertThatThrownBy(() -> task(Settings.train("snappy.parquet").difficulty("year")))
        .hasMessageEndingWith(
            "snappy.parquet, row 4: the row has no text and no number under 'year'");
  }

  @Test
  void refusesColumnsThatAreNoTextsOrNumbers() {
    assertThatThrownBy(() -> task(Settings.train("snappy.parquet").columns("tags", null)))
        .hasMessageContaining("column tags holds lists or structures");
    assertThatThrownBy(() -> task(Settings.train("snappy.parquet").columns("hash", null)))
        .hasMessageContaining("column hash holds values of type FIXED_LEN_BYTE_ARRAY");
  }

  @Test
  void namesTheCodecsThatAreKnown() {
    assertThatThrownBy(() -> task(Settings.train("brotli.parquet")))
        .hasMessageContaining("it is compressed with BROTLI; write the file with snappy");
  }

  @Test
  void refusesAFileWithoutRows() {
    assertThatThrownBy(() -> task(Settings.train("no-rows.parquet")))
        .hasMessageEndingWith("no-rows.parquet has no rows");
  }

  @Test
  void refusesFilesThatAreCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(resource("snappy.parquet"));
    for (int length = 4; length < whole.length; length += 97) {
      Path cut = folder.resolve("cut.parquet");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DataFile.open(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a Parquet file to be read");
    }
  }

  @Test
  void saysWhereAFileIsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("snappy.parquet"));
    Arrays.fill(bytes, 4, 400, (byte) 0x7F);
    Path damaged = folder.resolve("damaged.parquet");
    Files.write(damaged, bytes);
    assertThatThrownBy(
            () -> new MathTask(Settings.train("damaged.parquet").build(), folder::resolve))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a Parquet file to be read: column ");
  }

  private static MathTask task(Settings settings) {
    return new MathTask(settings.build(), ParquetFileTest::resource);
  }

  private static Path resource(String name) {
    URL url = Objects.requireNonNull(ParquetFileTest.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
