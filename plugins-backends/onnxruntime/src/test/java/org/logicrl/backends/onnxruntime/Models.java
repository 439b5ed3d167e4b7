package org.logicrl.backends.onnxruntime;

import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.Precision;
import org.logicrl.backends.onnxruntime.OnnxRuntimeSettings.WeightMode;

/** Backends that several tests use. */
final class Models {

  private Models() {}

  /** One thread: tiny models only wait for others. */
  static OnnxRuntimeBackend backend() {
    return backend(1, 256, WeightMode.AUTO);
  }

  static OnnxRuntimeBackend backend(int threads, int generationBatch, WeightMode weights) {
    return new OnnxRuntimeBackend(
        new OnnxRuntimeSettings(threads, 0, generationBatch, 256, weights, Precision.FP32));
  }

  static OnnxRuntimeBackend backend(Precision precision) {
    return new OnnxRuntimeBackend(
        new OnnxRuntimeSettings(1, 0, 256, 256, WeightMode.AUTO, precision));
  }
}
