package org.logicrl.api.backend;

import org.logicrl.api.Setting;

/**
 * The shape of a decoder made from scratch, of the Qwen2 kind with tied embeddings (arXiv
 * 2407.10671).
 *
 * @param hiddenSize the width of the residual stream
 * @param layers the number of decoder layers
 * @param heads the number of query heads; divides the hidden size into an even head size
 * @param keyValueHeads the number of key and value heads; divides the number of heads
 * @param intermediateSize the width of the MLP
 * @param maxPositions the longest sequence
 * @param ropeTheta the base of the rotary embedding
 * @param initializerRange the standard deviation of the random weights
 */
public record ModelShape(
    @Setting(help = "Width of the residual stream.", defaultValue = "128", min = 8) int hiddenSize,
    @Setting(help = "Number of decoder layers.", defaultValue = "4", min = 1) int layers,
    @Setting(help = "Number of query heads.", defaultValue = "4", min = 1) int heads,
    @Setting(help = "Number of key and value heads.", defaultValue = "2", min = 1)
        int keyValueHeads,
    @Setting(help = "Width of the MLP.", defaultValue = "384", min = 8) int intermediateSize,
    @Setting(help = "Longest sequence, in tokens.", defaultValue = "1024", min = 16)
        int maxPositions,
    @Setting(help = "Base of the rotary embedding.", defaultValue = "10000", min = 1)
        double ropeTheta,
    @Setting(help = "Standard deviation of the random weights.", defaultValue = "0.04", min = 0)
        double initializerRange) {

  /** Checks that the heads fit. */
  public ModelShape {
    if (hiddenSize % (2 * heads) != 0) {
      throw new IllegalArgumentException(
          "hiddenSize (%d) must be a multiple of twice the heads (%d)"
              .formatted(hiddenSize, heads));
    }
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "heads (%d) must be a multiple of keyValueHeads (%d)".formatted(heads, keyValueHeads));
    }
  }
}
