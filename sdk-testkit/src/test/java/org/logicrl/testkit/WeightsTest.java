package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.Weights;

/** Weights as they are handed over, in one part or in several. */
final class WeightsTest {

  @TempDir private Path folder = Path.of("");

  private static ByteBuffer buffer(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer;
  }

  private static Weights.Tensor tensor(ByteBuffer... parts) {
    return new Weights.Tensor(new long[] {3}, List.of(parts));
  }

  @Test
  void theChecksumDoesNotDependOnTheParts() {
    Weights whole = new Weights(1, Map.of("a", tensor(buffer(1, 2, 3))));
    Weights parts = new Weights(1, Map.of("a", tensor(buffer(1), buffer(), buffer(2, 3))));
    Weights other = new Weights(1, Map.of("a", tensor(buffer(1), buffer(2, 4))));

    assertThat(parts.stamp()).isEqualTo(whole.stamp()).isNotEqualTo(other.stamp());
  }

  @Test
  void partsCanBeReadAsOneBuffer() {
    ByteBuffer only = buffer(1, 2, 3);

    assertThat(tensor(only).data()).isSameAs(only);
    assertThat(tensor(buffer(1), buffer(2, 3)).data()).isEqualTo(only);
  }

  @Test
  void refusesPartsOfAnotherSizeThanTheShape() {
    assertThatThrownBy(() -> tensor(buffer(1), buffer(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shape [3] has 12 bytes, but the data has 8");
  }

  @Test
  void refusesAPartThatCutsAValueInTwo() {
    assertThatThrownBy(() -> tensor(buffer(1, 2, 3).slice(0, 6), buffer(1, 2, 3).slice(6, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cuts a value in two");
  }

  /** The parts are one hole of a file, which takes no room on disk and none in memory. */
  @Test
  void refusesToReadTwoGibibytesAsOneBuffer() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("sparse"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer part = channel.map(MapMode.READ_WRITE, 0, 1 << 30);
      Weights.Tensor large = new Weights.Tensor(new long[] {2, 1 << 28}, List.of(part, part));

      assertThat(large.bytes()).isEqualTo(1L << 31);
      assertThatThrownBy(large::data)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("read its parts");
    }
  }
}
