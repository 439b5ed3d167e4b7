package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.junit.jupiter.api.Test;

/** The engine's C API, called from Java. */
class NativeApiTest {

  @Test
  void isOfTheVersionOnTheClassPath() {
    assertThat(Ort.call(OrtEnvironment::getVersion)).isEqualTo(NativeApi.VERSION);
  }

  @Test
  void refusesAnotherVersionOfTheEngine() {
    assertThatThrownBy(() -> NativeApi.of("1.30.0", new Pointer(8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs ONNX Runtime 1.29.0, but 1.30.0 is loaded");
  }

  @Test
  void makesTensorsOverMemory() {
    NativeApi api = NativeApi.open();
    Pointer info = api.createMemoryInfo("Cpu", 0);
    try (Memory memory = new Memory(24)) {
      for (int i = 0; i < 6; i++) {
        memory.setFloat(4L * i, i);
      }
      try (OnnxTensor tensor = api.tensor(info, memory, 24, ElementKind.FLOAT, 2, 3)) {
        assertThat(tensor.getInfo().getShape()).containsExactly(2, 3);
        assertThat(tensor.getFloatBuffer().get(4)).isEqualTo(4);
      }
      try (OnnxTensor scalar = api.tensor(info, memory.share(8), 4, ElementKind.FLOAT)) {
        assertThat(scalar.getFloatBuffer().get(0)).isEqualTo(2);
      }
    } finally {
      api.releaseMemoryInfo(info);
    }
  }

  @Test
  void reportsAFailureInTheEnginesWords() {
    NativeApi api = NativeApi.open();
    assertThatThrownBy(() -> api.createMemoryInfo("Nowhere", 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("ONNX Runtime failed: Specified device is not supported");
  }

  @Test
  void knowsTheMemoryOfAGpu() {
    NativeApi api = NativeApi.open();
    Device gpu = Device.cuda(1);
    Pointer info = api.createMemoryInfo(gpu.memory(), gpu.number());
    assertThat(info).isNotNull();
    api.releaseMemoryInfo(info);
  }
}
