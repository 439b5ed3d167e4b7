package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** Which device a name means, on machines that have what is needed and on others. */
class DeviceChoiceTest {

  private static final Machine WITH_GPU = new Machine(true, true, device -> null);

  private static OnnxRuntimeSettings settings(String device, int lanes, Precision precision) {
    return new OnnxRuntimeSettings(device, 1, lanes, 8, 1, WeightMode.AUTO, precision);
  }

  private static DeviceChoice choose(String device, Machine machine) {
    return DeviceChoice.of(settings(device, 0, Precision.FP16), machine);
  }

  @ParameterizedTest
  @CsvSource({"cuda,0,cuda:0", "cuda:0,0,cuda:0", "cuda:3,3,cuda:3", "auto,0,cuda:0"})
  void takesTheGpuThatItIsTold(String name, int number, String description) {
    DeviceChoice choice = choose(name, WITH_GPU);
    assertThat(choice.description()).isEqualTo(description);
    Device device = choice.device();
    assertThat(device).isNotNull();
    assertThat(device.memory()).isEqualTo("Cuda");
    assertThat(device.number()).isEqualTo(number);
  }

  @Test
  void triesNoGpuForTheProcessor() {
    Machine machine = new Machine(true, true, DeviceChoiceTest::fail);
    assertThat(choose("cpu", machine)).isEqualTo(new DeviceChoice(null, "cpu"));
  }

  private static @Nullable String fail(Device device) {
    throw new AssertionError("tried " + device);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | the ONNX Runtime of this build is for the CPU",
        "true | it does not work (libcudnn.so.9 is missing)"
      })
  void saysWhatIsMissingAndWhatToDo(boolean cudaBuild, String missing) {
    Machine machine = new Machine(cudaBuild, true, device -> "libcudnn.so.9 is missing");
    assertThatThrownBy(() -> choose("cuda:1", machine))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("device of onnxruntime is cuda:1, but " + missing)
        .hasMessageContaining("LOGICRL_PROFILES=cuda ./logicrl")
        .hasMessageContaining("CUDA 12 and cuDNN 9");
    assertThat(choose("auto", machine))
        .isEqualTo(new DeviceChoice(null, "cpu (%s)".formatted(missing)));
  }

  @Test
  void looksForADriverOnlyWhereNoGpuIsAskedFor() {
    Machine machine = new Machine(true, false, device -> null);
    assertThat(choose("cuda:0", machine).description()).isEqualTo("cuda:0");
    assertThat(choose("auto", machine).description())
        .isEqualTo("cpu (no NVIDIA driver is seen at /dev/nvidiactl)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | FP32 | precision is fp32",
        "0 | INT4 | precision is int4",
        "2 | FP16 | lanes is 2"
      })
  void refusesSettingsThatAGpuCannotHave(int lanes, Precision precision, String setting) {
    assertThatThrownBy(() -> DeviceChoice.of(settings("cuda:0", lanes, precision), WITH_GPU))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("device of onnxruntime is cuda:0, but %s: ".formatted(setting));
    assertThat(DeviceChoice.of(settings("auto", lanes, precision), WITH_GPU).description())
        .isEqualTo("cpu (%s)".formatted(setting));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "CPU", ""})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> settings(name, 0, Precision.FP16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, cpu, or cuda:N");
  }

  @Test
  void aDeviceWorksWhenBytesComeBackFromIt() {
    assertThat(Machine.failure(Models.CPU)).isNull();
  }

  @Test
  void aDeviceThatTheEngineDoesNotKnowDoesNotWork() {
    assertThat(Machine.failure(new Device("Nowhere", 0, options -> {})))
        .contains("device is not supported");
  }
}
