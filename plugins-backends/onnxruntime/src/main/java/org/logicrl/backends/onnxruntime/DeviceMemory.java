package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Memory of a device, all of which is freed at once. */
final class DeviceMemory implements AutoCloseable {

  private final NativeApi api;
  private final Resources resources = new Resources();
  private final Pointer info;
  private final Pointer allocator;
  private final List<Pointer> blocks = new ArrayList<>();

  /**
   * Some memory of a device, none yet.
   *
   * @param options of sessions on the device
   * @param model any: the engine knows allocators only as those of sessions
   */
  DeviceMemory(Device device, SessionOptions options, byte[] model) {
    this.api = NativeApi.open();
    try {
      Pointer session = api.createSession(model, options);
      resources.onClose(() -> api.releaseSession(session));
      this.info = api.createMemoryInfo(device.memory(), device.number());
      resources.onClose(() -> api.releaseMemoryInfo(info));
      this.allocator = api.createAllocator(session, info);
      resources.onClose(() -> api.releaseAllocator(allocator));
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Takes memory of arbitrary content, and returns its address.
   *
   * @throws IllegalStateException when there is not enough
   */
  long allocate(long bytes) {
    Pointer block = api.allocate(allocator, bytes);
    blocks.add(block);
    return Pointer.nativeValue(block);
  }

  /** A tensor over memory that was taken, to be closed before this. */
  OnnxTensor tensor(long address, ElementKind kind, long... shape) {
    return api.tensor(info, new Pointer(address), kind.bytes(shape), kind, shape);
  }

  @Override
  public void close() {
    blocks.forEach(block -> api.free(allocator, block));
    blocks.clear();
    resources.close();
  }
}
