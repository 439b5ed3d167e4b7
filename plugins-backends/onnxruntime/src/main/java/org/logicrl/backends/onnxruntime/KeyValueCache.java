package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cached keys and values of some sequences, one to a row: for each layer two blocks [rows,
 * keyValueHeads, capacity, head], which the engine reads and writes in place.
 *
 * <p>The engine is shown the first rows only, so that rows beyond them cost nothing.
 */
final class KeyValueCache {

  private final List<String> names = new ArrayList<>();
  private final List<ByteBuffer> blocks = new ArrayList<>();
  private final int heads;
  private final int headSize;
  private final int capacity;
  private final ElementKind element;

  /**
   * A cache of arbitrary content.
   *
   * @param rows the most sequences
   * @param capacity the most tokens of a sequence
   */
  KeyValueCache(
      DecoderSession session, ReusedMemory memory, String purpose, int rows, int capacity) {
    this.heads = session.config().keyValueHeads();
    this.headSize = session.heads().padded();
    this.capacity = capacity;
    this.element = session.element();
    long bytes = blockBytes(session, rows, capacity);
    for (int layer = 0; layer < session.config().layers(); layer++) {
      for (String name : new String[] {DecoderGraph.key(layer), DecoderGraph.value(layer)}) {
        names.add(name);
        blocks.add(memory.take(purpose + " " + name, bytes));
      }
    }
  }

  /** The size of one block. */
  static long blockBytes(DecoderSession session, int rows, int capacity) {
    return session.cacheBytesPerToken() / (2L * session.config().layers()) * rows * capacity;
  }

  /** Tensors over the first rows, by the names of the graph's outputs; to be closed. */
  Map<String, OnnxTensor> tensors(int rows) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      tensors.put(
          names.get(i), Ort.tensor(blocks.get(i), element, rows, heads, capacity, headSize));
    }
    return tensors;
  }

  /**
   * Copies the beginning of a row.
   *
   * @param tokens how many tokens of it
   */
  void copy(int row, int tokens, KeyValueCache target, int targetRow) {
    int bytes = tokens * headSize * element.bytes();
    for (int i = 0; i < blocks.size(); i++) {
      for (int head = 0; head < heads; head++) {
        target
            .blocks
            .get(i)
            .put(target.offset(targetRow, head), blocks.get(i), offset(row, head), bytes);
      }
    }
  }

  private int offset(int row, int head) {
    return (row * heads + head) * capacity * headSize * element.bytes();
  }
}
