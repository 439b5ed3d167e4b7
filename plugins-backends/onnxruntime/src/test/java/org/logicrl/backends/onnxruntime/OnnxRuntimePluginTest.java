package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Plugin;
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
    assertThat(new OnnxRuntimeSettings(0, 0, 1, 1, WeightMode.AUTO).resolvedThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(new OnnxRuntimeSettings(3, 0, 1, 1, WeightMode.AUTO).resolvedThreads()).isEqualTo(3);
  }
}
