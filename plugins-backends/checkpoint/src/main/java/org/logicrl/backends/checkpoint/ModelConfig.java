package org.logicrl.backends.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} says about a decoder: everything an engine needs to build it.
 *
 * @param type the architecture
 * @param vocabSize rows of the embedding, which may be more than the tokenizer has tokens
 * @param hiddenSize the width of the residual stream
 * @param intermediateSize the width of the MLP
 * @param layers the number of decoder layers
 * @param heads the number of query heads
 * @param keyValueHeads the number of key and value heads; divides the number of heads
 * @param headDim the size of one head, even; heads x headDim need not be the hidden size
 * @param maxPositions the longest sequence
 * @param normEpsilon what the RMS norms add to the mean square
 * @param tiedEmbeddings whether the head uses the embedding's weights
 * @param attentionBias whether the query, key and value projections have a bias
 * @param outputBias whether the attention's output projection has a bias
 * @param queryKeyNorm whether each query and key head is normalised before the rotary embedding
 * @param ropeTheta the base of the rotary embedding
 * @param ropeScaling how its wavelengths are stretched; null where they are not
 * @param endTokens the ids that end a text; may be empty
 */
public record ModelConfig(
    ModelType type,
    int vocabSize,
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    int maxPositions,
    double normEpsilon,
    boolean tiedEmbeddings,
    boolean attentionBias,
    boolean outputBias,
    boolean queryKeyNorm,
    double ropeTheta,
    @Nullable RopeScaling ropeScaling,
    List<Integer> endTokens) {

  /** Checks what no engine can do without. */
  public ModelConfig {
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads (%d) must be a multiple of num_key_value_heads (%d)"
              .formatted(heads, keyValueHeads));
    }
    if (headDim % 2 != 0) {
      throw new IllegalArgumentException(
          "head_dim must be even for the rotary embedding, but is " + headDim);
    }
    if (!(ropeTheta > 0) || !(normEpsilon >= 0)) {
      throw new IllegalArgumentException(
          "rope_theta (%s) must be positive and rms_norm_eps (%s) not negative"
              .formatted(ropeTheta, normEpsilon));
    }
    endTokens = List.copyOf(endTokens);
  }

  /**
   * Reads a {@code config.json}, in the style of transformers 4 ({@code rope_theta}, {@code
   * rope_scaling}) or 5 ({@code rope_parameters}).
   *
   * @throws org.logicrl.api.backend.ModelException where the file is damaged or asks for something
   *     that is not supported; the message names the file, the key and what is supported
   */
  public static ModelConfig read(Path file) throws IOException {
    return new ConfigReader(JsonSection.read(file)).read();
  }

  /** The width of all query heads together. */
  public int queryWidth() {
    return heads * headDim;
  }

  /** The width of all key heads together, and of all value heads. */
  public int keyValueWidth() {
    return keyValueHeads * headDim;
  }
}
