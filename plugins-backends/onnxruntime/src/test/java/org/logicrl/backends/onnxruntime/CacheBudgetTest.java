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

  private static CacheBudget budget(int lanes, int batch, int cacheMiB, int capacity)
      throws IOException {
    return budget(lanes, batch, cacheMiB, capacity, 1000);
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
      return CacheBudget.of(session, settings, responses, 512, capacity);
    }
  }

  @Test
  void theBatchIsSharedOutAmongLanes() throws IOException {
    assertThat(budget(3, 64, 1024, 2048)).isEqualTo(new CacheBudget(3, 21));
  }

  /** Half a MiB of prompts, and a MiB for each sequence. */
  @Test
  void thereAreAsManySequencesAsFit() throws IOException {
    assertThat(budget(1, 64, 10, 2048)).isEqualTo(new CacheBudget(1, 9));
    assertThat(budget(2, 64, 10, 2048)).isEqualTo(new CacheBudget(2, 4));
  }

  @Test
  void thereAreFewerLanesWhereEachWouldHaveNoRoom() throws IOException {
    assertThat(budget(4, 64, 3, 2048)).isEqualTo(new CacheBudget(2, 1));
  }

  @Test
  void thereAreFewerLanesWhereEachWouldHaveNoResponse() throws IOException {
    assertThat(budget(4, 64, 10, 2048, 2)).isEqualTo(new CacheBudget(2, 4));
  }

  @Test
  void aBatchIsNeverEmpty() throws IOException {
    assertThat(budget(4, 2, 1024, 2048)).isEqualTo(new CacheBudget(4, 1));
  }

  @Test
  void saysHowMuchWouldBeNeeded() {
    assertThatThrownBy(() -> budget(1, 64, 1, 2048))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("need 2 MiB")
        .hasMessageContaining("cacheMiB of onnxruntime is 1")
        .hasMessageContaining("at least 2 (1001 for 1000 sequences");
  }

  @Test
  void noBlockIsLargerThanABuffer() throws IOException {
    CacheBudget budget = budget(1, 1_000_000, 1_000_000, 1 << 20);
    long block = 128L * (1 << 20) * budget.sequences();
    assertThat(block).isLessThanOrEqualTo(Integer.MAX_VALUE);
    assertThat(budget.sequences()).isGreaterThan(10);
  }

  @Test
  void aTensorThatNoBufferHoldsIsAnErrorOfTheSettings() {
    assertThatThrownBy(() -> ReusedMemory.allocate(1L << 31))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("2048 MiB");
  }
}
