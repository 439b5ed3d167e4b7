package org.logicrl.core.train;

import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Weights;

/** Gives a learner's weights to a generator, and makes sure that it has them. */
public final class WeightHandOver {

  private WeightHandOver() {}

  /**
   * Hands the weights over.
   *
   * @throws IllegalStateException when the generator answers with another version or checksum
   */
  public static void run(Learner learner, Generator generator) {
    Weights weights = learner.weights();
    Weights.Stamp expected = weights.stamp();
    Weights.Stamp loaded = generator.load(weights);
    if (!loaded.equals(expected)) {
      throw new IllegalStateException(
          "the generator holds other weights than the learner: expected %s, but it has %s"
              .formatted(expected, loaded));
    }
  }
}
