package org.logicrl.testkit;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Weights;

/**
 * Reads the gradient that a learner computes off its weights.
 *
 * <p>Under {@link #SETTINGS} the first step of AdamW subtracts {@code learningRate * g / (|g| +
 * epsilon)} with an epsilon that dwarfs any gradient: at a learning rate of {@link #UNIT} that is
 * the gradient g itself. The result is exact to the rounding of the weights.
 */
public final class Gradients {

  /** The learning rate at which a step subtracts the gradient once. */
  public static final double UNIT = 0x1p30;

  /** How a learner must be opened whose gradients are to be read: AdamW that steps like descent. */
  public static final OptimizerSettings SETTINGS = new OptimizerSettings(0, 0, UNIT, 0, 0);

  private Gradients() {}

  /**
   * The gradient of a loss by each parameter, under its Hugging Face name.
   *
   * @param learner newly opened with {@link #SETTINGS}; takes a step
   */
  public static Map<String, float[]> measure(
      Learner learner, Sequences sequences, double temperature, Learner.TokenLoss loss) {
    return of(learner, () -> learner.update(sequences, temperature, UNIT, loss));
  }

  /** What a step that is taken meanwhile subtracts from each weight. */
  static Map<String, float[]> of(Learner learner, Runnable step) {
    Map<String, float[]> gradients = floats(learner.weights());
    step.run();
    floats(learner.weights())
        .forEach(
            (name, after) ->
                gradients.computeIfPresent(
                    name,
                    (key, before) -> {
                      for (int i = 0; i < before.length; i++) {
                        before[i] -= after[i];
                      }
                      return before;
                    }));
    return gradients;
  }

  /** A copy of weights as arrays, by name. */
  public static Map<String, float[]> floats(Weights weights) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              FloatBuffer values =
                  tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
              float[] array = new float[values.remaining()];
              values.get(array);
              arrays.put(name, array);
            });
    return arrays;
  }

  /** The {@link #distance} of each vector from that of the same name. */
  public static Map<String, Double> distances(
      Map<String, float[]> actual, Map<String, float[]> expected) {
    if (!actual.keySet().equals(expected.keySet())) {
      throw new IllegalArgumentException(
          "vectors %s are compared with %s".formatted(actual.keySet(), expected.keySet()));
    }
    Map<String, Double> distances = new LinkedHashMap<>();
    expected.forEach(
        (name, vector) ->
            distances.put(name, distance(Objects.requireNonNull(actual.get(name), name), vector)));
    return distances;
  }

  /** The Euclidean distance of a vector from another one, divided by the length of that one. */
  public static double distance(float[] actual, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return difference == 0 ? 0 : Math.sqrt(difference / length);
  }
}
