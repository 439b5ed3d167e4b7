package org.logicrl.backends.pytorch;

/** What several tests do with models. */
final class Models {

  private Models() {}

  /** The backend with its default sizes, on two threads. */
  static PyTorchBackend backend() {
    return backend(4096, 256);
  }

  static PyTorchBackend backend(int microBatchTokens, int generationBatch) {
    return new PyTorchBackend(new PyTorchSettings(2, microBatchTokens, generationBatch));
  }

  /** The Euclidean distance of a vector from another one, divided by the length of that one. */
  static double distance(float[] actual, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = (double) actual[i] - expected[i];
      difference += d * d;
      length += (double) expected[i] * expected[i];
    }
    return Math.sqrt(difference / length);
  }
}
