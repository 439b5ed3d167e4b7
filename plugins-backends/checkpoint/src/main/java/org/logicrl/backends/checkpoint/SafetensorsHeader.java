package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logicrl.api.backend.ModelException;

/**
 * The header of a safetensors file: eight bytes of length, little-endian, and a JSON object that
 * says where each tensor lies. Its tensors, sorted by place, must cover all of the file behind the
 * header, without a gap or an overlap.
 *
 * @param dataStart the position in the file that the tensors' places are counted from
 * @param tensors in the order of their places
 * @param metadata what is said of the file as a whole
 */
record SafetensorsHeader(long dataStart, List<StoredTensor> tensors, Map<String, String> metadata) {

  /** The name of the metadata among the names of tensors. */
  static final String METADATA = "__metadata__";

  /** The limit of the reference implementation. */
  private static final long MAX_BYTES = 100_000_000;

  static SafetensorsHeader read(FileChannel channel, Path file) throws IOException {
    long fileSize = channel.size();
    if (fileSize < Long.BYTES) {
      throw damaged(
          file, "it has %d bytes, fewer than the 8 of the header's length".formatted(fileSize));
    }
    long length = readFully(channel, 0, Long.BYTES, file).getLong();
    if (length < 2 || length > MAX_BYTES) {
      throw damaged(
          file,
          "its header claims %s bytes, but must have between 2 and %d"
              .formatted(Long.toUnsignedString(length), MAX_BYTES));
    }
    if (length > fileSize - Long.BYTES) {
      throw damaged(
          file,
          "its header claims %d bytes, but only %d follow"
              .formatted(length, fileSize - Long.BYTES));
    }
    byte[] header = readFully(channel, Long.BYTES, (int) length, file).array();
    if (header[0] != '{') {
      throw damaged(file, "its header does not start with '{'");
    }
    ObjectNode root = JsonSection.parse(file, header).node();
    List<StoredTensor> tensors = new ArrayList<>();
    Map<String, String> metadata = new HashMap<>();
    root.path(METADATA)
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getKey().equals(METADATA)) {
        tensors.add(tensor(file, field.getKey(), field.getValue()));
      }
    }
    tensors.sort(Comparator.comparingLong(StoredTensor::begin).thenComparing(StoredTensor::end));
    long dataStart = Long.BYTES + length;
    requireSeamless(file, tensors, fileSize - dataStart);
    return new SafetensorsHeader(dataStart, List.copyOf(tensors), Map.copyOf(metadata));
  }

  private static StoredTensor tensor(Path file, String name, JsonNode entry) throws IOException {
    String typeName = entry.path("dtype").asText();
    ElementType type =
        ElementType.named(typeName)
            .orElseThrow(
                () ->
                    new ModelException(
                        "%s: %s has dtype '%s', but only %s are supported"
                            .formatted(file, name, typeName, supportedTypes())));
    long[] shape = naturals(file, name, "shape", entry.path("shape"));
    long[] offsets = naturals(file, name, "data_offsets", entry.path("data_offsets"));
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw damaged(file, "%s has data_offsets %s".formatted(name, entry.path("data_offsets")));
    }
    StoredTensor tensor = new StoredTensor(name, type, shape, offsets[0], offsets[1]);
    long bytes = type.bytes();
    try {
      for (long dimension : shape) {
        bytes = Math.multiplyExact(bytes, dimension);
      }
    } catch (ArithmeticException e) {
      throw new ModelException(
          "%s: the shape %s of %s is too large".formatted(file, Arrays.toString(shape), name), e);
    }
    if (bytes != tensor.bytes()) {
      throw damaged(
          file,
          "%s of type %s and shape %s has %d bytes, but needs %d"
              .formatted(name, type, Arrays.toString(shape), tensor.bytes(), bytes));
    }
    return tensor;
  }

  private static void requireSeamless(Path file, List<StoredTensor> tensors, long dataSize)
      throws ModelException {
    long covered = 0;
    String before = "the header";
    for (StoredTensor tensor : tensors) {
      if (tensor.begin() < covered) {
        throw damaged(file, "%s overlaps %s".formatted(tensor.name(), before));
      }
      if (tensor.begin() > covered) {
        throw damaged(
            file,
            "%d bytes between %s and %s belong to no tensor"
                .formatted(tensor.begin() - covered, before, tensor.name()));
      }
      covered = tensor.end();
      before = tensor.name();
    }
    if (covered > dataSize) {
      throw damaged(
          file,
          "it is cut short: its tensors need %d bytes, but only %d are there; copy it again"
              .formatted(covered, dataSize));
    }
    if (covered < dataSize) {
      throw damaged(file, "%d bytes follow the last tensor".formatted(dataSize - covered));
    }
  }

  private static long[] naturals(Path file, String name, String key, JsonNode array)
      throws ModelException {
    long[] numbers = new long[array.size()];
    boolean valid = array.isArray();
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = array.get(i);
      valid &= number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
      numbers[i] = number.longValue();
    }
    if (!valid) {
      throw damaged(
          file, "%s needs an array of whole numbers as %s, but has %s".formatted(name, key, array));
    }
    return numbers;
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int length, Path file)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException(file + " became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static String supportedTypes() {
    return Arrays.stream(ElementType.values())
        .map(ElementType::name)
        .collect(Collectors.joining(", "));
  }

  private static ModelException damaged(Path file, String message) {
    return new ModelException(file + " is no valid safetensors file: " + message);
  }
}
