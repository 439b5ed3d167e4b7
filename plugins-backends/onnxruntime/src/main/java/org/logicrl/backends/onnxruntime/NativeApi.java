package org.logicrl.backends.onnxruntime;

import ai.onnxruntime.NativeHandles;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's C API has and its Java API has not: memory of a device, and tensors over it.
 *
 * <p>The C API is a table of functions that grows only at its end, so a function keeps its place
 * (<a
 * href="https://github.com/microsoft/onnxruntime/blob/main/include/onnxruntime/core/session/onnxruntime_c_api.h">onnxruntime_c_api.h</a>).
 * A wrong place would crash the process. So any other version of the engine than the one that the
 * places were tested with is refused.
 */
final class NativeApi {

  /** The version of the engine that the places of functions were tested with. */
  static final String VERSION = "1.29.0";

  /** {@code OrtDeviceAllocator} and {@code OrtMemTypeDefault}. */
  private static final int DEFAULT = 0;

  /** Functions, with their places in the table. */
  private enum Entry {
    GET_ERROR_MESSAGE(2),
    CREATE_SESSION_FROM_ARRAY(8),
    CREATE_TENSOR_WITH_DATA(49),
    CREATE_MEMORY_INFO(68),
    ALLOCATOR_ALLOC(75),
    ALLOCATOR_FREE(76),
    RELEASE_STATUS(93),
    RELEASE_MEMORY_INFO(94),
    RELEASE_SESSION(95),
    CREATE_ALLOCATOR(131),
    RELEASE_ALLOCATOR(132);

    private final int place;

    Entry(int place) {
      this.place = place;
    }
  }

  private final Pointer table;

  private NativeApi(Pointer table) {
    this.table = table;
  }

  /** The functions of the engine that is loaded. */
  static NativeApi open() {
    return of(Ort.call(OrtEnvironment::getVersion), new Pointer(NativeHandles.api()));
  }

  /**
   * The functions of a table.
   *
   * @throws IllegalStateException when it is of another version than {@link #VERSION}
   */
  static NativeApi of(String version, Pointer table) {
    if (!version.equals(VERSION)) {
      throw new IllegalStateException(
          "memory on a device needs ONNX Runtime %s, but %s is loaded: put that version on the class path"
              .formatted(VERSION, version));
    }
    return new NativeApi(table);
  }

  /** A session, to be released. */
  Pointer createSession(byte[] model, SessionOptions options) {
    long environment = Ort.call(NativeHandles::of);
    return create(
        Entry.CREATE_SESSION_FROM_ARRAY,
        new Pointer(environment),
        model,
        (long) model.length,
        new Pointer(NativeHandles.of(options)));
  }

  void releaseSession(Pointer session) {
    release(Entry.RELEASE_SESSION, session);
  }

  /**
   * The description of a device's memory, to be released.
   *
   * @param name the engine's name of it, such as Cuda
   */
  Pointer createMemoryInfo(String name, int device) {
    return create(Entry.CREATE_MEMORY_INFO, name, DEFAULT, device, DEFAULT);
  }

  void releaseMemoryInfo(Pointer info) {
    release(Entry.RELEASE_MEMORY_INFO, info);
  }

  /** What allocates as a session does, to be released before it. */
  Pointer createAllocator(Pointer session, Pointer memoryInfo) {
    return create(Entry.CREATE_ALLOCATOR, session, memoryInfo);
  }

  void releaseAllocator(Pointer allocator) {
    release(Entry.RELEASE_ALLOCATOR, allocator);
  }

  /** Memory, to be freed. */
  Pointer allocate(Pointer allocator, long bytes) {
    return create(Entry.ALLOCATOR_ALLOC, allocator, bytes);
  }

  void free(Pointer allocator, Pointer memory) {
    call(Entry.ALLOCATOR_FREE, allocator, memory);
  }

  /** A tensor over memory, which it does not own. */
  OnnxTensor tensor(
      Pointer memoryInfo, Pointer memory, long bytes, ElementKind kind, long... shape) {
    // The marshaller takes the address of the first element, which an empty array has not.
    long[] sizes = shape.length == 0 ? new long[1] : shape;
    Pointer value =
        create(
            Entry.CREATE_TENSOR_WITH_DATA,
            memoryInfo,
            memory,
            bytes,
            sizes,
            (long) shape.length,
            kind.code());
    return Ort.call(
        environment ->
            NativeHandles.tensor(
                environment, Pointer.nativeValue(value), kind.javaType(), shape.clone()));
  }

  /** Calls a function whose last parameter is where it puts its result. */
  private Pointer create(Entry entry, Object... arguments) {
    PointerByReference result = new PointerByReference();
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = result;
    call(entry, all);
    return result.getValue();
  }

  /** Calls a function that returns a status, which is null where it succeeded. */
  private void call(Entry entry, Object... arguments) {
    Pointer status = pointer(entry, arguments);
    if (status != null) {
      Pointer message = pointer(Entry.GET_ERROR_MESSAGE, status);
      String text = message == null ? entry.name() : message.getString(0).strip();
      release(Entry.RELEASE_STATUS, status);
      throw new IllegalStateException("ONNX Runtime failed: " + text);
    }
  }

  private @Nullable Pointer pointer(Entry entry, Object... arguments) {
    return (Pointer) function(entry).invoke(Pointer.class, arguments);
  }

  private void release(Entry entry, Pointer released) {
    function(entry).invoke(Void.TYPE, new Object[] {released});
  }

  private Function function(Entry entry) {
    return Function.getFunction(table.getPointer((long) entry.place * Long.BYTES));
  }
}
