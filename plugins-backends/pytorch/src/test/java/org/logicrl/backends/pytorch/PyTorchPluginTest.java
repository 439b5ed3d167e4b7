package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.logicrl.api.Plugin;

class PyTorchPluginTest {

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Plugin.class))
        .flatExtracting(Plugin::backends)
        .singleElement()
        .satisfies(
            factory -> {
              assertThat(factory.name()).isEqualTo("pytorch");
              assertThat(factory.settings()).isEqualTo(PyTorchSettings.class);
            });
  }

  @Test
  void usesAllProcessorsUnlessToldOtherwise() {
    assertThat(
            new PyTorchSettings("auto", 0, 1, Precision.FLOAT32, false, null, null, 1)
                .resolvedThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(
            new PyTorchSettings("auto", 3, 1, Precision.FLOAT32, false, null, null, 1)
                .resolvedThreads())
        .isEqualTo(3);
  }
}
