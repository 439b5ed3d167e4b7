package org.logicrl.backends.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;

/**
 * A safetensors file, whose tensors are mapped into memory one by one and never copied as a whole.
 *
 * <p>The header is checked completely when the file is opened: a file that is cut short, has bytes
 * that belong to no tensor, or tensors that overlap is refused. The file must not be changed while
 * its tensors are in use; replacing it by a rename is fine.
 */
public final class SafetensorsFile {

  private final Path path;
  private final long dataStart;
  private final Map<String, StoredTensor> tensors;

  private SafetensorsFile(Path path, SafetensorsHeader header) {
    this.path = path;
    this.dataStart = header.dataStart();
    Map<String, StoredTensor> byName = new LinkedHashMap<>();
    header.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
    this.tensors = Collections.unmodifiableMap(byName);
  }

  /**
   * Reads and checks the header.
   *
   * @throws ModelException where the file is damaged or holds values of an unsupported type
   */
  public static SafetensorsFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return new SafetensorsFile(path, SafetensorsHeader.read(channel, path));
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** The tensors by name, in the order they are stored in. */
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /** The bytes of a tensor of less than 2 GiB, little-endian, mapped and read-only. */
  public ByteBuffer map(String name) throws IOException {
    StoredTensor tensor = tensor(name);
    if (tensor.bytes() > Integer.MAX_VALUE) {
      throw tooLarge(tensor, tensor.type());
    }
    return map(tensor, 0, tensor.bytes());
  }

  /**
   * A tensor as float32: mapped where it is stored so, otherwise widened into a direct buffer.
   *
   * @throws ModelException where it would need 2 GiB or more
   */
  public Weights.Tensor floats(String name) throws IOException {
    StoredTensor tensor = tensor(name);
    if (tensor.size() > Integer.MAX_VALUE / Float.BYTES) {
      throw tooLarge(tensor, ElementType.F32);
    }
    ByteBuffer data = map(tensor, 0, tensor.bytes());
    if (tensor.type() != ElementType.F32) {
      ByteBuffer wide =
          ByteBuffer.allocateDirect((int) tensor.size() * Float.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      tensor.type().widen(data, wide.asFloatBuffer());
      data = wide;
    }
    return new Weights.Tensor(tensor.shape().clone(), data);
  }

  /**
   * Widens a part of a tensor of any size to float32.
   *
   * @param from the first value
   * @param target takes as many values as it has room for
   */
  public void readFloats(String name, long from, FloatBuffer target) throws IOException {
    StoredTensor tensor = tensor(name);
    if (from < 0 || target.remaining() > tensor.size() - from) {
      throw new IndexOutOfBoundsException(
          "%s has %d values, but %d were asked for from %d"
              .formatted(name, tensor.size(), target.remaining(), from));
    }
    int bytes = tensor.type().bytes();
    int step = Integer.MAX_VALUE / bytes;
    long next = from;
    while (target.hasRemaining()) {
      int count = Math.min(step, target.remaining());
      tensor.type().widen(map(tensor, next * bytes, (long) count * bytes), target);
      next += count;
    }
  }

  /** Where a tensor lies, which the file must hold. */
  public StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(path + " holds no tensor " + name);
    }
    return tensor;
  }

  private ByteBuffer map(StoredTensor tensor, long offset, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return channel
          .map(MapMode.READ_ONLY, dataStart + tensor.begin() + offset, length)
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private ModelException tooLarge(StoredTensor tensor, ElementType type) {
    return new ModelException(
        "%s: the %d values of %s as %s do not fit into one buffer of 2 GiB"
            .formatted(path, tensor.size(), tensor.name(), type));
  }
}
