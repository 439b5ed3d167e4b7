package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.util.Map;

/** How fast the engine multiplies large matrices: the ceiling of what reading prompts can reach. */
final class MatrixProducts {

  /** Large enough that nothing but the product counts, small enough for a second on two cores. */
  private static final int SIZE = 1024;

  private static final int TIMES = 8;
  private static final int REPETITIONS = 5;

  private MatrixProducts() {}

  /** Additions and multiplications per second in single precision, the best of a few tries. */
  static double operationsPerSecond(int threads) {
    OnnxGraph graph = new OnnxGraph();
    String left = graph.input("left", ElementKind.FLOAT, SIZE, SIZE);
    String right = graph.weight("right", ElementKind.FLOAT, SIZE, SIZE);
    String product = graph.node("MatMul", left, right);
    graph.output(product, ElementKind.FLOAT, SIZE, SIZE);
    byte[] model = graph.toModel();
    return Ort.call(
        environment -> {
          try (SessionOptions options = new SessionOptions();
              OnnxTensor input = matrix();
              OnnxTensor weight = matrix();
              OnnxTensor output = matrix()) {
            options.setIntraOpNumThreads(threads);
            options.addInitializer(right, weight);
            options.addExternalInitializers(Map.of(right, weight));
            try (OrtSession session = environment.createSession(model, options)) {
              return fastest(session, Map.of(left, input), Map.of(product, output));
            }
          }
        });
  }

  private static double fastest(
      OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxValue> outputs)
      throws OrtException {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= REPETITIONS; i++) {
      long start = System.nanoTime();
      for (int j = 0; j < TIMES; j++) {
        session.run(inputs, outputs).close();
      }
      // The first try finds the threads asleep.
      if (i > 0) {
        best = Math.min(best, (System.nanoTime() - start) * 1e-9);
      }
    }
    return 2.0 * SIZE * SIZE * SIZE * TIMES / best;
  }

  private static OnnxTensor matrix() {
    ByteBuffer memory = ReusedMemory.allocate((long) Float.BYTES * SIZE * SIZE);
    for (int i = 0; i < memory.capacity(); i += Float.BYTES) {
      memory.putFloat(i, 1);
    }
    return Ort.tensor(memory, ElementKind.FLOAT, SIZE, SIZE);
  }
}
