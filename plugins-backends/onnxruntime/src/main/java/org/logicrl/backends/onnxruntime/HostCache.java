package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cache in the host's memory, which belongs to a {@link ReusedMemory}. */
final class HostCache implements KeyValueCache {

  private final CacheShape shape;
  private final List<ByteBuffer> blocks = new ArrayList<>();

  HostCache(ReusedMemory memory, String purpose, CacheShape shape, int rows) {
    this.shape = shape;
    for (String name : shape.names()) {
      blocks.add(memory.take(purpose, name, shape.blockBytes(rows)));
    }
  }

  @Override
  public Map<String, OnnxTensor> tensors(int rows) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    List<String> names = shape.names();
    for (int i = 0; i < blocks.size(); i++) {
      tensors.put(names.get(i), Ort.tensor(blocks.get(i), shape.element(), shape.block(rows)));
    }
    return tensors;
  }

  @Override
  public void copy(int[] rows, int tokens, KeyValueCache target, int firstRow) {
    HostCache to = (HostCache) target;
    int bytes = Math.toIntExact(shape.element().bytes(tokens, shape.headSize()));
    for (int i = 0; i < blocks.size(); i++) {
      for (int row = 0; row < rows.length; row++) {
        for (int head = 0; head < shape.heads(); head++) {
          int at = to.offset(firstRow + row, head);
          to.blocks.get(i).put(at, blocks.get(i), offset(rows[row], head), bytes);
        }
      }
    }
  }

  private int offset(int row, int head) {
    return (row * shape.heads() + head)
        * shape.capacity()
        * shape.headSize()
        * shape.element().bytes();
  }

  @Override
  public void close() {
    // The memory stays where it came from, for the next cache.
  }
}
