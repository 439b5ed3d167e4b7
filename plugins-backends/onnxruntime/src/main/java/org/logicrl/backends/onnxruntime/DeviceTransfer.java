package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Copies bytes to a device, from it, and on it.
 *
 * <p>It is a graph of one operation, Identity, which runs on the device: the engine brings its
 * input there and its output back where those lie elsewhere.
 */
final class DeviceTransfer implements AutoCloseable {

  private static final String SOURCE = "source";
  private static final String TARGET = "target";

  /** Zeros that are written by the host, and from then on by the device. */
  private static final int ZEROS = 1 << 20;

  private final DeviceMemory memory;
  private final OrtSession session;

  /**
   * Copies to and from some memory.
   *
   * @param options of sessions on its device
   */
  DeviceTransfer(DeviceMemory memory, SessionOptions options) {
    this.memory = memory;
    this.session = Ort.call(environment -> environment.createSession(graph(), options));
  }

  /** The graph. */
  static byte[] graph() {
    OnnxGraph graph = new OnnxGraph();
    graph.input(SOURCE, ElementKind.UINT8, "bytes");
    graph.node("", "Identity", List.of(SOURCE), List.of(TARGET), Map.of());
    graph.output(TARGET, ElementKind.UINT8, "bytes");
    return graph.toModel();
  }

  /** Copies the beginning of a buffer to the device. */
  void upload(ByteBuffer source, long target, long bytes) {
    copy(host(source, bytes), memory.tensor(target, ElementKind.UINT8, bytes));
  }

  /** Copies memory of the device to the beginning of a buffer. */
  void download(long source, ByteBuffer target, long bytes) {
    copy(memory.tensor(source, ElementKind.UINT8, bytes), host(target, bytes));
  }

  /** Writes zeros. */
  void clear(long target, long bytes) {
    long written = Math.min(bytes, ZEROS);
    upload(ReusedMemory.allocate(written), target, written);
    while (written < bytes) {
      long more = Math.min(written, bytes - written);
      copy(
          memory.tensor(target, ElementKind.UINT8, more),
          memory.tensor(target + written, ElementKind.UINT8, more));
      written += more;
    }
  }

  private static OnnxTensor host(ByteBuffer buffer, long bytes) {
    return Ort.tensor(buffer, ElementKind.UINT8, bytes);
  }

  /** Copies, and closes both. */
  private void copy(OnnxTensor source, OnnxTensor target) {
    try (source;
        target) {
      Ort.run(() -> session.run(Map.of(SOURCE, source), Map.of(TARGET, target)).close());
    }
  }

  @Override
  public void close() {
    Ort.run(session::close);
  }
}
