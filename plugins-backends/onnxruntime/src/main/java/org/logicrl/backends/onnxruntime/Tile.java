package org.logicrl.backends.onnxruntime;

import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.logicrl.backends.onnxruntime.PackedWeight.Part;

/**
 * Some values of a part of a weight on their way between how they are stored, [out, in], and how
 * they are packed, [in, out]: few enough to stay in the cache of the processor that turns them
 * over.
 */
final class Tile {

  /** The most outputs of a tile. */
  static final int OUTPUTS = 64;

  /** The most inputs of a tile. */
  private static final int INPUTS = 1024;

  /**
   * What is left free between rows in memory: else the rows of a matrix as wide as a power of two
   * would take each other's place in the processor's cache.
   */
  private static final int GAP = 16;

  private final Part part;
  private final int packedWidth;
  private final int inputs;
  private final int stride;
  private final float[] values;
  private final float[] line = new float[OUTPUTS];
  private int firstOutput;
  private int outputCount;
  private int firstInput;
  private int inputCount;

  /**
   * A tile that can stand anywhere in a part.
   *
   * @param packedWidth the outputs of the whole weight
   */
  Tile(Part part, int packedWidth) {
    this.part = part;
    this.packedWidth = packedWidth;
    this.inputs = part.columns().length;
    this.stride = Math.min(inputs, INPUTS) + GAP;
    this.values = new float[OUTPUTS * stride];
  }

  /** Moves over all inputs of the outputs from one on, of those before an end, and works there. */
  void move(int begin, int end, Consumer<Tile> work) {
    for (firstOutput = begin; firstOutput < end; firstOutput += OUTPUTS) {
      outputCount = Math.min(OUTPUTS, end - firstOutput);
      for (firstInput = 0; firstInput < inputs; firstInput += INPUTS) {
        inputCount = Math.min(INPUTS, inputs - firstInput);
        work.accept(this);
      }
    }
  }

  /** Takes its values from the tensor as it is stored. */
  void readStored(FloatBuffer stored) {
    for (int i = 0; i < outputCount; i++) {
      stored.get(storedIndex(i), values, i * stride, inputCount);
    }
  }

  /** Puts its values into the tensor as it is stored. */
  void writeStored(FloatBuffer stored) {
    for (int i = 0; i < outputCount; i++) {
      stored.put(storedIndex(i), values, i * stride, inputCount);
    }
  }

  /** Takes its values from the packed weight. */
  void readPacked(FloatBuffer packed) {
    for (int k = 0; k < inputCount; k++) {
      for (int i = 0, run; i < outputCount; i += run) {
        run = run(i);
        packed.get(packedIndex(i, k), line, i, run);
      }
      for (int i = 0; i < outputCount; i++) {
        values[i * stride + k] = line[i];
      }
    }
  }

  /** Puts its values into the packed weight. */
  void writePacked(FloatBuffer packed) {
    for (int k = 0; k < inputCount; k++) {
      for (int i = 0; i < outputCount; i++) {
        line[i] = values[i * stride + k];
      }
      for (int i = 0, run; i < outputCount; i += run) {
        run = run(i);
        packed.put(packedIndex(i, k), line, i, run);
      }
    }
  }

  private int storedIndex(int output) {
    return (firstOutput + output) * inputs + firstInput;
  }

  private int packedIndex(int output, int input) {
    return part.columns()[firstInput + input] * packedWidth + part.rows()[firstOutput + output];
  }

  /** How many outputs from one on lie side by side in the packed weight. */
  private int run(int output) {
    int[] rows = part.rows();
    int from = firstOutput + output;
    int run = 1;
    while (output + run < outputCount && rows[from + run] == rows[from] + run) {
      run++;
    }
    return run;
  }
}
