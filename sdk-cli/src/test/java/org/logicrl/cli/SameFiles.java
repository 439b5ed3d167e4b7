package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Compares what runs have left, bit for bit. */
final class SameFiles {

  private SameFiles() {}

  /** Asserts that a file, or every file below a folder, is the same in another place. */
  static void assertSame(Path left, Path right) throws IOException {
    try (Stream<Path> walk = Files.walk(left)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        Path twin = right.resolve(left.relativize(file).toString());
        assertThat(twin).as("%s", twin).exists();
        assertThat(Files.mismatch(file, twin)).as("first difference of %s", file).isEqualTo(-1);
      }
    }
  }
}
