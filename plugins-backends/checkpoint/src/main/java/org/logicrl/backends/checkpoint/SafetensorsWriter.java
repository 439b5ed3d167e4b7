package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.logicrl.api.backend.Weights;

/**
 * Writes float32 tensors as a safetensors file: sorted by name, behind a header padded with spaces
 * to a multiple of eight bytes. The same tensors give the same bytes, and the bytes that the
 * reference implementation gives.
 */
public final class SafetensorsWriter {

  private SafetensorsWriter() {}

  /**
   * Writes a new file and forces it to disk.
   *
   * @param tensors by name; their buffers are left as they are
   */
  public static void write(Path file, Map<String, Weights.Tensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /**
   * Writes a new file and forces it to disk.
   *
   * @param tensors by name; their buffers are left as they are
   * @param metadata what is said of the file as a whole, beside what every file says
   */
  public static void write(
      Path file, Map<String, Weights.Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, long[]> shapes = new HashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    write(file, shapes, metadata, name -> Objects.requireNonNull(tensors.get(name)));
  }

  /**
   * Writes a new file of tensors that need not be in memory together, and forces it to disk.
   *
   * @param shapes by name
   * @param content gives each tensor once, when it is written; the next one may have its memory
   * @throws IllegalArgumentException when a tensor has another shape; the file is incomplete then
   */
  public static void write(
      Path file, Map<String, long[]> shapes, Function<String, Weights.Tensor> content)
      throws IOException {
    write(file, shapes, Map.of(), content);
  }

  private static void write(
      Path file,
      Map<String, long[]> shapes,
      Map<String, String> metadata,
      Function<String, Weights.Tensor> content)
      throws IOException {
    Map<String, long[]> sorted = new TreeMap<>(shapes);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, header(sorted, metadata));
      for (Map.Entry<String, long[]> entry : sorted.entrySet()) {
        Weights.Tensor tensor = content.apply(entry.getKey());
        if (!Arrays.equals(tensor.shape(), entry.getValue())) {
          throw new IllegalArgumentException(
              "%s has the shape %s, not %s"
                  .formatted(
                      entry.getKey(),
                      Arrays.toString(tensor.shape()),
                      Arrays.toString(entry.getValue())));
        }
        for (ByteBuffer part : tensor.parts()) {
          writeFully(channel, part.duplicate().rewind());
        }
      }
      channel.force(true);
    }
  }

  private static ByteBuffer header(Map<String, long[]> shapes, Map<String, String> metadata)
      throws IOException {
    ObjectNode root = JsonSection.MAPPER.createObjectNode();
    // Transformers asks every file which framework wrote it.
    ObjectNode all = root.putObject(SafetensorsHeader.METADATA).put("format", "pt");
    new TreeMap<>(metadata).forEach(all::put);
    long end = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      ObjectNode node = root.putObject(entry.getKey()).put("dtype", ElementType.F32.name());
      ArrayNode shape = node.putArray("shape");
      Arrays.stream(entry.getValue()).forEach(shape::add);
      long begin = end;
      end += Arrays.stream(entry.getValue()).reduce(Float.BYTES, Math::multiplyExact);
      node.putArray("data_offsets").add(begin).add(end);
    }
    byte[] json = JsonSection.MAPPER.writeValueAsBytes(root);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    buffer.put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }
}
