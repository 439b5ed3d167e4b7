package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a device for caches, taken once and shared out like a stack, and the graph that
 * moves their rows within it.
 *
 * <p>Caches of changing sizes that came and went one by one would leave gaps between them that none
 * fits into.
 *
 * <p>For each block the graph gathers rows [n, heads, from, head] of one cache and pads them with
 * zeros to the capacity of another. Its outputs are bound to that cache's memory, so rows never
 * leave the device, and all blocks and rows are moved by one run.
 */
final class CacheRegion implements AutoCloseable {

  private static final String ROWS = "rows";
  private static final String PADS = "pads";
  private static final int RANK = 4;

  /** Of the dimension of tokens, behind its end, in what Pad is told. */
  private static final int PAD = RANK + 2;

  private final DeviceMemory memory;
  private final long address;
  private final long bytes;
  private final OrtSession session;
  private long taken;

  /**
   * Shares out memory, which is zero then: bits that are no numbers would spoil even a product with
   * zero.
   *
   * @param options of sessions on the device
   * @param shape of caches, whatever its capacity
   */
  CacheRegion(
      DeviceMemory memory,
      DeviceTransfer transfer,
      SessionOptions options,
      CacheShape shape,
      long address,
      long bytes) {
    this.memory = memory;
    this.address = address;
    this.bytes = bytes;
    transfer.clear(address, bytes);
    this.session = Ort.call(environment -> environment.createSession(graph(shape), options));
  }

  private static byte[] graph(CacheShape shape) {
    OnnxGraph graph = new OnnxGraph();
    graph.input(ROWS, ElementKind.INT64, "copied");
    graph.input(PADS, ElementKind.INT64, 2 * RANK);
    for (String name : shape.names()) {
      String source = DecoderGraph.past(name);
      graph.input(source, shape.element(), "rows", shape.heads(), "from", shape.headSize());
      String gathered = graph.node("Gather", source, ROWS);
      graph.node("", "Pad", List.of(gathered, PADS), List.of(name), Map.of());
      graph.output(name, shape.element(), "copied", shape.heads(), "to", shape.headSize());
    }
    return graph.toModel();
  }

  /** A cache above those that are open. */
  KeyValueCache cache(CacheShape shape, int rows) {
    long size = shape.bytes(rows);
    if (size > bytes - taken) {
      throw new IllegalStateException(
          "a cache of %d bytes was asked for, but only %d of %d are free"
              .formatted(size, bytes - taken, bytes));
    }
    Cache cache = new Cache(shape, rows, address + taken);
    taken += size;
    return cache;
  }

  @Override
  public void close() {
    Ort.run(session::close);
  }

  private final class Cache implements KeyValueCache {

    private final CacheShape shape;
    private final int rows;
    private final long start;

    Cache(CacheShape shape, int rows, long start) {
      this.shape = shape;
      this.rows = rows;
      this.start = start;
    }

    @Override
    public Map<String, OnnxTensor> tensors(int count) {
      return tensors(0, count);
    }

    private Map<String, OnnxTensor> tensors(int firstRow, int count) {
      Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
      long at = start + shape.blockBytes(firstRow);
      for (String name : shape.names()) {
        tensors.put(name, memory.tensor(at, shape.element(), shape.block(count)));
        at += shape.blockBytes(rows);
      }
      return tensors;
    }

    @Override
    public void copy(int[] copied, int tokens, KeyValueCache target, int firstRow) {
      Cache to = (Cache) target;
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put(ROWS, integers(copied));
      int[] pads = new int[2 * RANK];
      pads[PAD] = to.shape.capacity() - shape.capacity();
      inputs.put(PADS, integers(pads));
      tensors(0, rows).forEach((name, tensor) -> inputs.put(DecoderGraph.past(name), tensor));
      Map<String, OnnxTensor> outputs = to.tensors(firstRow, copied.length);
      try {
        Map<String, OnnxValue> pinned = new HashMap<>(outputs);
        Ort.run(() -> session.run(inputs, pinned).close());
      } finally {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
      }
    }

    private static OnnxTensor integers(int... values) {
      ByteBuffer buffer =
          ByteBuffer.allocateDirect(Long.BYTES * values.length).order(ByteOrder.nativeOrder());
      for (int value : values) {
        buffer.putLong(value);
      }
      return Ort.tensor(buffer, ElementKind.INT64, values.length);
    }

    @Override
    public void close() {
      taken -= shape.bytes(rows);
    }
  }
}
