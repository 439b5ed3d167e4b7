package org.logicrl.backends.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;

/**
 * A safetensors file, whose tensors are mapped into memory one by one, at any size.
 *
 * <p>The header is checked completely when the file is opened: a file that is cut short, has bytes
 * that belong to no tensor, or tensors that overlap is refused. The file must not be changed while
 * its tensors are in use. Where it is replaced by a rename, tensors that have been read stay as
 * they are, and reading more of them fails.
 */
public final class SafetensorsFile {

  /** The values of a part: 1 GiB as float32. */
  private static final int PART_VALUES = 1 << 28;

  private final Path path;
  private final Identity identity;
  private final long dataStart;
  private final Map<String, String> metadata;
  private final Map<String, StoredTensor> tensors;

  /** Brings some values of a tensor into a buffer. */
  @FunctionalInterface
  private interface Reader {
    ByteBuffer read(StoredTensor tensor, long from, int count) throws IOException;
  }

  /** By what a file is known again under its path. */
  private record Identity(@Nullable Object key, long size, FileTime changed) {

    static Identity of(Path path) throws IOException {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new Identity(now.fileKey(), now.size(), now.lastModifiedTime());
    }
  }

  private SafetensorsFile(Path path, Identity identity, SafetensorsHeader header) {
    this.path = path;
    this.identity = identity;
    this.dataStart = header.dataStart();
    this.metadata = header.metadata();
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
    // Before it is opened: a file that replaces it in between is then known as another one.
    Identity identity = Identity.of(path);
    try (FileChannel channel = FileChannel.open(path)) {
      return new SafetensorsFile(path, identity, SafetensorsHeader.read(channel, path));
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** What is said of the file as a whole. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors by name, in the order they are stored in. */
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /**
   * The bytes of a tensor as they are stored, little-endian, mapped and read-only: in parts, since
   * a buffer holds less than 2 GiB.
   */
  List<ByteBuffer> map(String name) throws IOException {
    return parts(name, PART_VALUES, this::map);
  }

  /**
   * A tensor as float32: mapped where it is stored so, otherwise widened into direct buffers. Parts
   * have 1 GiB.
   */
  public Weights.Tensor floats(String name) throws IOException {
    return floats(name, PART_VALUES);
  }

  /** A tensor as float32, in parts of at most so many values. */
  Weights.Tensor floats(String name, int partValues) throws IOException {
    return new Weights.Tensor(tensor(name).shape().clone(), parts(name, partValues, this::floats));
  }

  private List<ByteBuffer> parts(String name, int partValues, Reader reader) throws IOException {
    StoredTensor tensor = tensor(name);
    List<ByteBuffer> parts = new ArrayList<>();
    for (long from = 0; from < tensor.size(); from += partValues) {
      parts.add(reader.read(tensor, from, (int) Math.min(partValues, tensor.size() - from)));
    }
    return parts;
  }

  private ByteBuffer floats(StoredTensor tensor, long from, int count) throws IOException {
    ByteBuffer data = map(tensor, from, count);
    if (tensor.type() == ElementType.F32) {
      return data;
    }
    ByteBuffer wide = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    tensor.type().widen(data, wide.asFloatBuffer());
    return wide;
  }

  /** Where a tensor lies, which the file must hold. */
  public StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(path + " holds no tensor " + name);
    }
    return tensor;
  }

  private ByteBuffer map(StoredTensor tensor, long from, int count) throws IOException {
    long bytes = tensor.type().bytes();
    try (FileChannel channel = FileChannel.open(path)) {
      if (!Identity.of(path).equals(identity)) {
        throw new ModelException(path + " was replaced or changed while it was read: start again");
      }
      return channel
          .map(MapMode.READ_ONLY, dataStart + tensor.begin() + from * bytes, count * bytes)
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
