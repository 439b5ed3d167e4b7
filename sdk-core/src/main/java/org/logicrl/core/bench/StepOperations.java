package org.logicrl.core.bench;

import org.logicrl.api.backend.ModelShape;

/**
 * How many additions and multiplications the matrix products of an optimiser step are: two for each
 * weight and token forward, four backward, and those of causal attention. What an engine spares or
 * repeats does not count.
 */
final class StepOperations {

  private StepOperations() {}

  /**
   * The operations of a step.
   *
   * @param tokens the rows of the output head, which only completions go through
   */
  static double of(ModelBenchSettings settings, int tokens) {
    ModelShape shape = settings.shape();
    double hidden = shape.hiddenSize();
    double layer = layerWeights(shape);
    double rows = (double) settings.prompts() * settings.completions();
    double length = settings.promptTokens() + settings.newTokens();
    double products = rows * length * shape.layers() * layer;
    // Each token sees half the sequence on average, once for its scores and once for its values.
    double attention = rows * length * shape.layers() * length * hidden;
    double head = rows * settings.newTokens() * hidden * tokens;
    return 6 * (products + attention + head);
  }

  /** The weights of one layer that multiply. */
  static double layerWeights(ModelShape shape) {
    double hidden = shape.hiddenSize();
    double keys = hidden / shape.heads() * shape.keyValueHeads();
    return 2 * hidden * hidden + 2 * hidden * keys + 3 * hidden * shape.intermediateSize();
  }
}
