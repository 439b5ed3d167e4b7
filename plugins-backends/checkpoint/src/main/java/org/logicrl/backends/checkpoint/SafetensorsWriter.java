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
import java.util.Map;
import java.util.TreeMap;
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
    Map<String, Weights.Tensor> sorted = new TreeMap<>(tensors);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, header(sorted));
      for (Weights.Tensor tensor : sorted.values()) {
        for (ByteBuffer part : tensor.parts()) {
          writeFully(channel, part.duplicate().rewind());
        }
      }
      channel.force(true);
    }
  }

  private static ByteBuffer header(Map<String, Weights.Tensor> tensors) throws IOException {
    ObjectNode root = JsonSection.MAPPER.createObjectNode();
    // Transformers asks every file which framework wrote it.
    root.putObject("__metadata__").put("format", "pt");
    long end = 0;
    for (Map.Entry<String, Weights.Tensor> entry : tensors.entrySet()) {
      Weights.Tensor tensor = entry.getValue();
      ObjectNode node = root.putObject(entry.getKey()).put("dtype", ElementType.F32.name());
      ArrayNode shape = node.putArray("shape");
      Arrays.stream(tensor.shape()).forEach(shape::add);
      long begin = end;
      end += tensor.bytes();
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
