package org.logicrl.backends.onnxruntime;

import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** Backends that several tests use. */
final class Models {

  /** The processor as a device: all that is done for a GPU is done, with the host's memory. */
  static final Device CPU = new Device("Cpu", 0, options -> {});

  private Models() {}

  /** One thread: tiny models only wait for others. */
  static OnnxRuntimeBackend backend() {
    return backend(1, 256, WeightMode.AUTO);
  }

  static OnnxRuntimeBackend backend(int threads, int generationBatch, WeightMode weights) {
    return new OnnxRuntimeBackend(
        new OnnxRuntimeSettings("cpu", threads, 0, generationBatch, 256, weights, Precision.FP32));
  }

  static OnnxRuntimeBackend backend(Precision precision) {
    return new OnnxRuntimeBackend(
        new OnnxRuntimeSettings("cpu", 1, 0, 256, 256, WeightMode.AUTO, precision));
  }

  /** One that treats the processor as a device. */
  static OnnxRuntimeBackend onDevice(int generationBatch, Precision precision) {
    return new OnnxRuntimeBackend(
        new OnnxRuntimeSettings("cpu", 1, 0, generationBatch, 16, WeightMode.AUTO, precision),
        () -> new DeviceChoice(CPU, "cpu, as a device"));
  }
}
