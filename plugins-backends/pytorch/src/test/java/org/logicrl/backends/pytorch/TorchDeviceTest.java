package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.UnusableSettingsException;

/** Which device a name means. */
class TorchDeviceTest {

  @Test
  void takesAGpuByItselfWhereThereIsOne() {
    assertThat(TorchDevice.choose("auto", 0)).isEqualTo(Device.cpu());
    assertThat(TorchDevice.choose("auto", 2)).isEqualTo(Device.gpu(0));
  }

  @Test
  void takesWhatItIsTold() {
    assertThat(TorchDevice.choose("cpu", 2)).isEqualTo(Device.cpu());
    assertThat(TorchDevice.choose("cuda", 2)).isEqualTo(Device.gpu(0));
    assertThat(TorchDevice.choose("cuda:1", 2)).isEqualTo(Device.gpu(1));
  }

  @Test
  void refusesAGpuThatIsNotThere() {
    assertThatThrownBy(() -> TorchDevice.choose("cuda:1", 1))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("cuda:1")
        .hasMessageContaining("sees 1 GPUs");
  }

  @Test
  void looksForLibrariesOfAGpuOnlyWhereOneIsWanted() {
    assertThat(TorchDevice.wantsGpu("auto", false)).isFalse();
    assertThat(TorchDevice.wantsGpu("auto", true)).isTrue();
    assertThat(TorchDevice.wantsGpu("cpu", true)).isFalse();
    assertThat(TorchDevice.wantsGpu("cuda:0", false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "CPU", ""})
  void refusesOtherNames(String name) {
    assertThatThrownBy(
            () -> new PyTorchSettings(name, 0, 1, Precision.FLOAT32, false, null, null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, cpu, or cuda:N");
  }
}
