package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.onnxruntime.DecoderGraph.Purpose;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** The engine's tensors are small, many, and known to no garbage collector. */
class BindingTest {

  private final List<OnnxTensor> made = new ArrayList<>();

  @Test
  void closesTheTensorsOfOneShapeBeforeThoseOfTheNextAndAtItsEnd() throws IOException {
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings("cpu", 1, 1, 4, 16, WeightMode.AUTO, Precision.FP32);
    try (DecoderSession session =
        DecoderSession.open(
            ModelFolder.open(Golden.folder("qwen3")).config(), settings, null, Purpose.GENERATE)) {
      KeyValueCache cache = recording(session.cache(new ReusedMemory(), "test", 4, 8));
      int each;
      try (Binding binding = new Binding(session)) {
        binding.begin(cache, 4);
        each = made.size();
        assertThat(made).isNotEmpty().noneMatch(OnnxTensor::isClosed);
        binding.begin(cache, 3);
        assertThat(made.subList(0, each)).allMatch(OnnxTensor::isClosed);
        assertThat(made.subList(each, 2 * each)).noneMatch(OnnxTensor::isClosed);
      }
      assertThat(made).hasSize(2 * each).allMatch(OnnxTensor::isClosed);
    }
  }

  private KeyValueCache recording(KeyValueCache cache) {
    return new KeyValueCache() {
      @Override
      public Map<String, OnnxTensor> tensors(int rows) {
        Map<String, OnnxTensor> tensors = cache.tensors(rows);
        made.addAll(tensors.values());
        return tensors;
      }

      @Override
      public void copy(int[] rows, int tokens, KeyValueCache target, int firstRow) {
        cache.copy(rows, tokens, target, firstRow);
      }

      @Override
      public void close() {
        cache.close();
      }
    };
  }
}
