package org.logicrl.backends.pytorch;

/** What several tests do with models. */
final class Models {

  private Models() {}

  /** The backend with its default sizes, on one thread: tiny models only wait for others. */
  static PyTorchBackend backend() {
    return backend(4096, 256);
  }

  static PyTorchBackend backend(int microBatchTokens, int generationBatch) {
    return new PyTorchBackend(new PyTorchSettings(1, microBatchTokens, generationBatch));
  }
}
