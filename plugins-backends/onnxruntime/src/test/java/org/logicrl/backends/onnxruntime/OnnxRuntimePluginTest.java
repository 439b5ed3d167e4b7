package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Plugin;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

class OnnxRuntimePluginTest {

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Plugin.class))
        .flatExtracting(Plugin::backends)
        .singleElement()
        .satisfies(
            factory -> {
              assertThat(factory.name()).isEqualTo("onnxruntime");
              assertThat(factory.settings()).isEqualTo(OnnxRuntimeSettings.class);
            });
  }

  @Test
  void usesAllProcessorsUnlessToldOtherwise() {
    assertThat(
            new OnnxRuntimeSettings("auto", 0, 0, 1, 1, WeightMode.AUTO, Precision.FP32)
                .resolvedThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(
            new OnnxRuntimeSettings("auto", 3, 0, 1, 1, WeightMode.AUTO, Precision.FP32)
                .resolvedThreads())
        .isEqualTo(3);
  }

  @Test
  void readsWeightsLiveInSinglePrecisionOnly() {
    assertThatThrownBy(
            () -> new OnnxRuntimeSettings("auto", 1, 0, 1, 1, WeightMode.LIVE, Precision.INT8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use weights: rebuild");
  }

  @Test
  void saysWhatItsNumbersDependOn() {
    OnnxRuntimeSettings settings =
        new OnnxRuntimeSettings("cpu", 3, 0, 1, 1, WeightMode.AUTO, Precision.FP32);
    assertThat(new OnnxRuntimeBackend(settings).environment())
        .containsEntry("device", "cpu")
        .containsEntry("threads", "3")
        .containsKey("ONNX Runtime");
  }
}
