package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.ModelException;

/**
 * One object of a JSON file, read key by key with messages that name the file and the key. A key
 * whose value is {@code null} counts as missing, as it does in transformers.
 *
 * @param file for messages
 * @param prefix the keys that lead to this object, each followed by a dot
 * @param node the object
 */
record JsonSection(Path file, String prefix, ObjectNode node) {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads a file that holds one JSON object without duplicate keys. */
  static JsonSection read(Path file) throws IOException {
    return parse(file, Files.readAllBytes(file));
  }

  /** Reads the content of such a file. */
  static JsonSection parse(Path file, byte[] content) throws ModelException {
    try {
      if (MAPPER.readTree(content) instanceof ObjectNode object) {
        return new JsonSection(file, "", object);
      }
      throw new ModelException(file + " must hold a JSON object");
    } catch (JsonProcessingException e) {
      throw InvalidJson.of(file, e);
    } catch (IOException e) {
      throw new ModelException(file + " could not be read: " + e.getMessage(), e);
    }
  }

  /** Whether the key has a value. */
  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** The object under a key, or null. */
  @Nullable JsonSection section(String key) throws ModelException {
    if (!has(key)) {
      return null;
    }
    if (node.get(key) instanceof ObjectNode object) {
      return new JsonSection(file, prefix + key + ".", object);
    }
    throw wrong(key, "an object");
  }

  int requirePositive(String key) throws ModelException {
    require(key);
    return positive(key, 1);
  }

  int positive(String key, int ifMissing) throws ModelException {
    if (!has(key)) {
      return ifMissing;
    }
    JsonNode value = node.get(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
      throw wrong(key, "a whole number of at least 1");
    }
    return value.intValue();
  }

  double requireNumber(String key) throws ModelException {
    require(key);
    return number(key, 0);
  }

  double number(String key, double ifMissing) throws ModelException {
    if (!has(key)) {
      return ifMissing;
    }
    if (!node.get(key).isNumber() || !Double.isFinite(node.get(key).doubleValue())) {
      throw wrong(key, "a number");
    }
    return node.get(key).doubleValue();
  }

  boolean flag(String key, boolean ifMissing) throws ModelException {
    if (!has(key)) {
      return ifMissing;
    }
    if (!node.get(key).isBoolean()) {
      throw wrong(key, "true or false");
    }
    return node.get(key).booleanValue();
  }

  String text(String key, String ifMissing) throws ModelException {
    if (!has(key)) {
      return ifMissing;
    }
    if (!node.get(key).isTextual()) {
      throw wrong(key, "a string");
    }
    return node.get(key).textValue();
  }

  /** The strings of an array; empty when the key is missing. */
  List<String> texts(String key) throws ModelException {
    List<String> texts = new ArrayList<>();
    if (has(key)) {
      if (!node.get(key).isArray()) {
        throw wrong(key, "an array of strings");
      }
      for (JsonNode element : node.get(key)) {
        if (!element.isTextual()) {
          throw wrong(key, "an array of strings");
        }
        texts.add(element.textValue());
      }
    }
    return List.copyOf(texts);
  }

  /** One token id or an array of them; empty when the key is missing. */
  List<Integer> tokenIds(String key) throws ModelException {
    if (!has(key)) {
      return List.of();
    }
    JsonNode value = node.get(key);
    List<Integer> ids = new ArrayList<>();
    for (JsonNode id : value.isArray() ? value : List.of(value)) {
      if (!id.isIntegralNumber() || !id.canConvertToInt()) {
        throw wrong(key, "a token id or an array of token ids");
      }
      ids.add(id.intValue());
    }
    return List.copyOf(ids);
  }

  /** A refusal that names the key, its value and what is supported. */
  ModelException unsupported(String key, String supported) {
    return new ModelException(
        "%s: %s%s is %s, but only %s is supported"
            .formatted(file, prefix, key, node.get(key), supported));
  }

  private ModelException wrong(String key, String expected) {
    return new ModelException(
        "%s: %s%s must be %s, but is %s".formatted(file, prefix, key, expected, node.get(key)));
  }

  private void require(String key) throws ModelException {
    if (!has(key)) {
      throw new ModelException("%s: %s%s is missing".formatted(file, prefix, key));
    }
  }
}
