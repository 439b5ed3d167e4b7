package org.logicrl.core.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.logicrl.core.run.Json;

/**
 * Takes tokens out of a model, so that work is compared at equal vocabularies: a tokenizer that can
 * spell any text has more tokens than a benchmark of a tiny model may ask for.
 *
 * <p>Works on a Hugging Face folder whose weights are one safetensors file with the output head
 * tied to the embedding, as engines write new models. Its tokenizer does not fit any more.
 */
final class FewerTokens {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String EMBEDDING = "model.embed_tokens.weight";

  private FewerTokens() {}

  /** Whether a model folder is of the kind whose tokens can be taken out. */
  static boolean possible(Path model) {
    return Files.isRegularFile(model.resolve(CONFIG))
        && Files.isRegularFile(model.resolve(WEIGHTS));
  }

  /** Leaves the first tokens, of which the model has at least so many. */
  static void keep(Path model, int tokens) throws IOException {
    ObjectNode config = (ObjectNode) Json.parse(Files.readString(model.resolve(CONFIG)));
    config.put("vocab_size", tokens);
    Files.writeString(model.resolve(CONFIG), Json.pretty(config));

    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(model.resolve(WEIGHTS))).order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[Math.toIntExact(file.getLong())];
    file.get(text);
    ObjectNode header = (ObjectNode) Json.parse(new String(text, StandardCharsets.UTF_8));
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!(entry.getValue() instanceof ObjectNode tensor) || !tensor.has("data_offsets")) {
        continue;
      }
      int begin = tensor.path("data_offsets").path(0).asInt();
      int bytes = tensor.path("data_offsets").path(1).asInt() - begin;
      if (entry.getKey().equals(EMBEDDING)) {
        ArrayNode shape = tensor.withArray("shape");
        bytes = bytes / shape.get(0).asInt() * tokens;
        shape.set(0, tokens);
      }
      tensor.putArray("data_offsets").add(kept.size()).add(kept.size() + bytes);
      kept.write(file.array(), file.position() + begin, bytes);
    }
    write(model.resolve(WEIGHTS), Json.line(header), kept.toByteArray());
  }

  private static void write(Path path, String header, byte[] data) throws IOException {
    // The data begins at a multiple of eight bytes.
    byte[] text = (header + " ".repeat(-header.length() & 7)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(path, file.putLong(text.length).put(text).put(data).array());
  }
}
