package org.logicrl.backends.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Backend.Capability;

/** How fast the engine multiplies large matrices: the ceiling of what training can reach. */
final class MatrixProducts {

  /** Large enough that nothing but the product counts, small enough for a second on two cores. */
  private static final long SIZE = 1024;

  private static final long TIMES = 8;
  private static final int REPETITIONS = 5;

  private MatrixProducts() {}

  /** See {@link Backend#matrixProductSpeed}; the best of a few tries. */
  static OptionalDouble operationsPerSecond(PyTorchSettings settings, Capability use) {
    boolean generates = use == Capability.GENERATE;
    // Generation is in float32 whatever the precision.
    boolean half = !generates && settings.precision() == Precision.BF16;
    try (PtNDManager manager = TorchEngine.newManager(settings)) {
      if (generates && manager.getDevice().isGpu()) {
        return OptionalDouble.empty();
      }
      String product = DecoderProgram.floatProduct(manager.getDevice().isGpu());
      String source = TorchProgram.text("multiply.py").replace("FLOAT_PRODUCT", product);
      TorchProgram program = TorchProgram.load(manager, "MatrixProducts", source);
      PtNDArray like = (PtNDArray) manager.zeros(new Shape(1), DataType.FLOAT32);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= REPETITIONS; i++) {
        long start = System.nanoTime();
        try (PtNDManager scratch = TorchEngine.scratch(manager)) {
          program.call(scratch, "multiply", like, SIZE, TIMES, half).get(0).toFloatArray();
        }
        if (i > 0) {
          best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
      }
      return OptionalDouble.of(2.0 * SIZE * SIZE * SIZE * TIMES / best);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's program could not be loaded", e);
    }
  }
}
