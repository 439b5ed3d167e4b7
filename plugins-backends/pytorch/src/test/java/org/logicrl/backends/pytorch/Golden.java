package org.logicrl.backends.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.checkpoint.SafetensorsFile;

/**
 * A tiny random model in the Hugging Face layout, with what transformers 5.18 on PyTorch 2.13
 * computes on it in float32.
 */
final class Golden {

  /** Models that together have every part of the architectures. */
  static final List<String> MODELS =
      List.of("qwen2-tied", "qwen2-untied", "qwen3", "qwen3-bias", "llama3-rope");

  private final Path folder;
  private final JsonNode json;
  private final SafetensorsFile expected;

  private Golden(Path folder) throws IOException {
    this.folder = folder;
    this.json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("expected.json")));
    this.expected = SafetensorsFile.open(folder.resolve("expected.safetensors"));
  }

  static Golden of(String model) throws IOException {
    return new Golden(folder(model));
  }

  /** The model's folder. */
  static Path folder(String model) {
    String name = "/models/" + model;
    URL url = Objects.requireNonNull(Golden.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** What was computed, as numbers and tokens. */
  JsonNode json() {
    return json;
  }

  /** What was computed, as tensors. */
  float[] floats(String name) throws IOException {
    FloatBuffer values = expected.floats(name).data().asFloatBuffer();
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }

  /** The number of sequences. */
  int count() {
    return json.get("sequences").size();
  }

  /** Some of the sequences, of which all tokens but the first are scored. */
  Sequences sequences(int... which) {
    List<int[]> chosen = new ArrayList<>();
    for (int i : which) {
      chosen.add(ids(json.get("sequences").get(i)));
    }
    int[] prompts = new int[which.length];
    Arrays.fill(prompts, 1);
    return new Sequences(Tokens.of(chosen), prompts);
  }

  /** A list of tokens. */
  static int[] ids(JsonNode node) {
    int[] ids = new int[node.size()];
    Arrays.setAll(ids, i -> node.get(i).intValue());
    return ids;
  }
}
