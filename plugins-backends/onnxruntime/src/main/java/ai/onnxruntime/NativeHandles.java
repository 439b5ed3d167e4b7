package ai.onnxruntime;

import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo.OnnxTensorType;

/**
 * The addresses of the engine's native objects, and tensors that were made from addresses.
 *
 * <p>The engine's Java API makes tensors in the host's memory only, but runs on tensors wherever
 * they lie. Those of a device are made by its C API; this class is in the engine's package for the
 * few fields and the constructor that lie between the two.
 */
public final class NativeHandles {

  private NativeHandles() {}

  /** The {@code OrtApi} table of functions; 0 before there is an environment. */
  public static long api() {
    return OnnxRuntime.ortApiHandle;
  }

  /** The {@code OrtEnv} of an environment. */
  public static long of(OrtEnvironment environment) {
    return environment.getNativeHandle();
  }

  /** The {@code OrtSessionOptions} of options. */
  public static long of(SessionOptions options) {
    return options.getNativeHandle();
  }

  /**
   * Takes over an {@code OrtValue}, which is released when the tensor is closed.
   *
   * @param value a tensor of that type and shape; its content cannot be read from Java unless it
   *     lies in the host's memory
   */
  public static OnnxTensor tensor(
      OrtEnvironment environment, long value, OnnxJavaType type, long... shape) {
    TensorInfo info = new TensorInfo(shape, type, OnnxTensorType.mapFromJavaType(type));
    return new OnnxTensor(value, environment.defaultAllocator.handle, info);
  }
}
