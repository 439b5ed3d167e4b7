package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/**
 * Where a session runs whose weights and caches lie in the memory of that place.
 *
 * @param memory the engine's name of the memory
 * @param number which one of its kind
 * @param provider makes a session run there
 */
record Device(String memory, int number, Provider provider) {

  /** Makes a session run on a device. */
  @FunctionalInterface
  interface Provider {
    void addTo(SessionOptions options) throws OrtException;
  }

  /** A GPU of NVIDIA. */
  static Device cuda(int number) {
    return new Device("Cuda", number, options -> addCuda(options, number));
  }

  private static void addCuda(SessionOptions options, int number) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(number)) {
      // The largest allocation is that of all caches: rounded up to a power of two, it may not fit.
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      options.addCUDA(cuda);
    }
    // An operation that the GPU lacked would be computed by the host, and its tensors, such as the
    // caches, would travel there and back at each step: better not to run at all.
    options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
  }
}
