package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** The native engine: one environment per JVM, which is loaded on first use. */
final class Ort {

  /**
   * The stack of the thread that opens the environment. Unless ORT_DISABLE_TELEMETRY is set,
   * version 1.29 then searches the command line of the process with a recursive std::regex, 264
   * bytes of stack a character: 4,000 characters, a class path of some fifty jars, overflow the
   * stack of an ordinary thread and end the JVM without a word. Linux lets one argument have
   * 131,072 characters. Only what is used of the stack takes memory.
   */
  private static final long OPENING_STACK_BYTES = 256L << 20;

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
  }

  /** Outside of the holder, whose initialisation the new thread would wait for. */
  private static OrtEnvironment open() {
    AtomicReference<OrtEnvironment> environment = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread opening =
        new Thread(
            null,
            () -> environment.set(OrtEnvironment.getEnvironment()),
            "onnxruntime-environment",
            OPENING_STACK_BYTES);
    opening.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    opening.start();
    awaitEnd(opening);
    if (environment.get() == null) {
      throw new IllegalStateException("ONNX Runtime could not be loaded", failure.get());
    }
    try {
      environment.get().setTelemetry(false);
    } catch (OrtException e) {
      throw failure(e);
    }
    return environment.get();
  }

  /** Waits whatever interrupts the waiting: the engine is loaded once, or never. */
  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
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
