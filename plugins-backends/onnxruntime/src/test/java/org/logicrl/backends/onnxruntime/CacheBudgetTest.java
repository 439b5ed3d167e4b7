package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** On a model whose cache has 512 bytes a token: 2 layers, 2 heads of 16 keys and 16 values. */
class CacheBudgetTest {

  /** Lanes, and sequences of each. */
  private record Room(int lanes, int sequences) {}

  private static Room room(int lanes, int batch, int cacheMiB, int capacity) throws IOException {
    return room(lanes, batch, cacheMiB, capacity, 1000);
  }

  private static Room room(int lanes, int batch, int cacheMiB, int capacity, int responses)
      throws IOException {
    CacheBudget budget = budget(lanes, batch, cacheMiB, capacity, responses);
    assertThat(budget.laneBytes()).isEqualTo(((long) cacheMiB << 20) / budget.lanes());
    assertThat(budget.caches().values().stream().mapToLong(bytes -> bytes).sum())
        .isLessThanOrEqualTo(budget.laneBytes());
    return new Room(budget.lanes(), budget.sequences());
  }

  private static CacheBudget budget(int lanes, int batch, int cacheMiB, int capacity, int responses)
      throws IOException {
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings(
            "cpu", lanes, lanes, batch, cacheMiB, WeightMode.AUTO, Precision.FP32);
    try (DecoderSession session =
        DecoderSession.open(
            ModelFolder.open(Golden.folder("qwen3")).config(),
            settings,
            null,
            DecoderGraph.Purpose.GENERATE)) {
      assertThat(session.cacheBytesPerToken()).isEqualTo(512);
      return CacheBudget.toGenerate(session, settings, responses, 512, capacity);
    }
  }

  @Test
  void theBatchIsSharedOutAmongLanes() throws IOException {
    assertThat(room(3, 64, 1024, 2048)).isEqualTo(new Room(3, 21));
  }

  /** Half a MiB of prompts, and a MiB for each sequence. */
  @Test
  void thereAreAsManySequencesAsFit() throws IOException {
    assertThat(room(1, 64, 10, 2048)).isEqualTo(new Room(1, 9));
    assertThat(room(2, 64, 10, 2048)).isEqualTo(new Room(2, 4));
  }

  @Test
  void thereAreFewerLanesWhereEachWouldHaveNoRoom() throws IOException {
    assertThat(room(4, 64, 3, 2048)).isEqualTo(new Room(2, 1));
  }

  @Test
  void thereAreFewerLanesWhereEachWouldHaveNoResponse() throws IOException {
    assertThat(room(4, 64, 10, 2048, 2)).isEqualTo(new Room(2, 4));
  }

  @Test
  void thereAreNoMoreLanesThanSequencesAtOnce() throws IOException {
    assertThat(room(4, 2, 1024, 2048)).isEqualTo(new Room(2, 1));
  }

  @Test
  void saysHowMuchWouldBeNeeded() {
    assertThatThrownBy(() -> room(1, 64, 1, 2048))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("need 2 MiB")
        .hasMessageContaining("cacheMiB of onnxruntime is 1")
        .hasMessageContaining("at least 2 (65 for 64 sequences");
  }

  @Test
  void noBlockIsLargerThanABuffer() throws IOException {
    Room budget = room(1, 1_000_000, 1_000_000, 1 << 20);
    long block = 128L * (1 << 20) * budget.sequences();
    assertThat(block).isLessThanOrEqualTo(Integer.MAX_VALUE);
    assertThat(budget.sequences()).isGreaterThan(10);
  }

  @Test
  void noStepHasMoreProbabilitiesThanABuffer() throws IOException {
    Room room = room(1, 100_000_000, 1_000_000, 1, 100_000_000);
    int vocabulary = ModelFolder.open(Golden.folder("qwen3")).config().vocabSize();
    assertThat(4L * vocabulary * room.sequences()).isLessThanOrEqualTo(Integer.MAX_VALUE);
    assertThat(4L * vocabulary * (room.sequences() + 1)).isGreaterThan(Integer.MAX_VALUE);
  }

  @Test
  void refusesASequenceOfWhichABlockIsNoBuffer() {
    assertThatThrownBy(() -> room(1, 64, 1_000_000, 1 << 24))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("16777216 tokens take 2 GiB or more")
        .hasMessageContaining("16777215 tokens at most");
  }

  @Test
  void aTensorThatNoBufferHoldsIsAnErrorOfTheSettings() {
    assertThatThrownBy(() -> ReusedMemory.allocate(1L << 31))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("2048 MiB");
  }
}
