package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;

/**
 * The cached keys and values of some sequences, one to a row: blocks of a {@link CacheShape}, which
 * the engine reads and writes in place.
 *
 * <p>The engine is shown the first rows only, so that rows beyond them cost nothing.
 */
interface KeyValueCache extends AutoCloseable {

  /** Tensors over the first rows, by the names of the graph's outputs; to be closed. */
  Map<String, OnnxTensor> tensors(int rows);

  /**
   * Copies the beginnings of some rows to rows that follow one another.
   *
   * @param rows to copy, none of which is written to; a row may be there several times
   * @param tokens how many tokens of them are needed; what lies behind is arbitrary afterwards
   * @param target of the same engine, with at least the same capacity; may be this
   * @param firstRow the first one to write
   */
  void copy(int[] rows, int tokens, KeyValueCache target, int firstRow);

  /** Gives the memory back; the tensors must have been closed. */
  @Override
  void close();
}
