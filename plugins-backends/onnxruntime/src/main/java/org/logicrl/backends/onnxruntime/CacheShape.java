package org.logicrl.backends.onnxruntime;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.backends.checkpoint.ModelConfig;

/**
 * What the cached keys and values of one sequence take: two blocks for each layer, of [heads,
 * capacity, headSize] elements.
 *
 * @param layers of the model
 * @param heads those of keys and values
 * @param capacity the most tokens of the sequence
 * @param headSize the values of a head, as the engine lays it out
 * @param element what a value is
 */
record CacheShape(int layers, int heads, int capacity, int headSize, ElementKind element) {

  /** The shape for sequences of a model. */
  static CacheShape of(ModelConfig config, ElementKind element, int capacity) {
    return new CacheShape(
        config.layers(), config.keyValueHeads(), capacity, HeadLayout.of(config).padded(), element);
  }

  /** The blocks, by the names of the graph's outputs. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      names.add(DecoderGraph.key(layer));
      names.add(DecoderGraph.value(layer));
    }
    return names;
  }

  /** The sizes of a block of some sequences. */
  long[] block(int rows) {
    return new long[] {rows, heads, capacity, headSize};
  }

  /** The size of a block of some sequences in bytes. */
  long blockBytes(int rows) {
    return element.bytes(block(rows));
  }

  /** The size of all blocks of some sequences in bytes. */
  long bytes(int rows) {
    return 2L * layers * blockBytes(rows);
  }
}
