package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;

/** The native engine: one environment per JVM, which is loaded on first use. */
final class Ort {

  private Ort() {}

  /** Something that the engine does. */
  @FunctionalInterface
  interface Call<T> {
    T run(OrtEnvironment environment) throws OrtException;
  }

  /** Something that the engine does without a result. */
  @FunctionalInterface
  interface Action {
    void run() throws OrtException;
  }

  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT = open();

    private static OrtEnvironment open() {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try {
        environment.setTelemetry(false);
      } catch (OrtException e) {
        throw failure(e);
      }
      return environment;
    }
  }

  /** Calls the engine; its failure is one of the program. */
  static <T> T call(Call<T> call) {
    try {
      return call.run(Holder.ENVIRONMENT);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** See {@link #call}. */
  static void run(Action action) {
    call(
        environment -> {
          action.run();
          return environment;
        });
  }

  /**
   * A tensor over memory, from its beginning; reads and writes go to the memory itself.
   *
   * @param memory direct, and to be kept for as long as the tensor
   */
  static OnnxTensor tensor(ByteBuffer memory, ElementKind kind, long... shape) {
    ByteBuffer part = memory.slice(0, Math.toIntExact(kind.bytes(shape))).order(memory.order());
    return call(environment -> OnnxTensor.createTensor(environment, part, shape, kind.javaType()));
  }

  private static IllegalStateException failure(OrtException e) {
    return new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
  }
}
