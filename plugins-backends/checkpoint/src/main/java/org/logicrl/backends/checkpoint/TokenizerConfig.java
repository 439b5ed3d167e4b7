package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.ModelException;

/**
 * What a model folder says about its tokenizer besides the algorithm itself.
 *
 * @param size one more than the largest token id
 * @param ids the ids of the added tokens, by their text
 * @param specialTokens the texts of {@code eos_token}, {@code bos_token} and the like, by that name
 * @param template the chat template, or null
 */
record TokenizerConfig(
    int size,
    Map<String, Integer> ids,
    Map<String, String> specialTokens,
    @Nullable String template) {

  /** For one element of many, which others follow. */
  private static final ObjectReader ELEMENTS =
      JsonSection.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static TokenizerConfig read(Path folder) throws IOException {
    Path file = ModelFolder.require(folder, CompanionFiles.TOKENIZER);
    Map<String, Integer> ids = new TreeMap<>();
    int size = readIds(file, ids);
    Map<String, String> specialTokens = new TreeMap<>();
    JsonSection config = readIfPresent(folder.resolve(CompanionFiles.TOKENIZER_CONFIG));
    addSpecialTokens(readIfPresent(folder.resolve(CompanionFiles.SPECIAL_TOKENS)), specialTokens);
    addSpecialTokens(config, specialTokens);
    return new TokenizerConfig(size, ids, specialTokens, template(folder, config));
  }

  /**
   * The tokens that end a response: first the tokenizer's own end token, which is the one that
   * training writes, then those of the generation configuration (or, without one, of the model's).
   */
  List<Integer> stopTokens(Path folder) throws IOException {
    List<Integer> stops = new ArrayList<>();
    String end = specialTokens.get("eos_token");
    if (end != null) {
      Integer id = ids.get(end);
      if (id == null) {
        throw new ModelException(
            "%s: eos_token '%s' is not among the added_tokens of %s"
                .formatted(folder, end, CompanionFiles.TOKENIZER));
      }
      stops.add(id);
    }
    JsonSection source = readIfPresent(folder.resolve(CompanionFiles.GENERATION));
    if (source == null || !source.has("eos_token_id")) {
      source = readIfPresent(folder.resolve(ModelFolder.CONFIG));
    }
    if (source != null) {
      addStops(source, stops);
    }
    if (stops.isEmpty()) {
      throw new ModelException(
          "%s names no token that ends a response; set eos_token_id in %s"
              .formatted(folder, CompanionFiles.GENERATION));
    }
    return List.copyOf(stops);
  }

  private void addStops(JsonSection source, List<Integer> stops) throws ModelException {
    for (int id : source.tokenIds("eos_token_id")) {
      if (id < 0 || id >= size) {
        throw new ModelException(
            "%s: eos_token_id %d is no token; the tokenizer has %d"
                .formatted(source.file(), id, size));
      }
      if (!stops.contains(id)) {
        stops.add(id);
      }
    }
  }

  private static @Nullable JsonSection readIfPresent(Path file) throws IOException {
    return Files.isRegularFile(file) ? JsonSection.read(file) : null;
  }

  private static void addSpecialTokens(@Nullable JsonSection section, Map<String, String> tokens) {
    if (section == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : section.node().properties()) {
      if (entry.getKey().endsWith("_token")) {
        JsonNode token = entry.getValue();
        JsonNode content = token.isObject() ? token.path("content") : token;
        if (content.isTextual()) {
          tokens.put(entry.getKey(), content.textValue());
        }
      }
    }
  }

  private static @Nullable String template(Path folder, @Nullable JsonSection config)
      throws IOException {
    Path file = folder.resolve(CompanionFiles.CHAT_TEMPLATE);
    if (Files.isRegularFile(file)) {
      return Files.readString(file, StandardCharsets.UTF_8);
    }
    if (config == null || !config.has("chat_template")) {
      return null;
    }
    JsonNode template = config.node().get("chat_template");
    if (template.isTextual()) {
      return template.textValue();
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode named : template) {
      names.add(named.path("name").asText());
      if (named.path("name").asText().equals("default")) {
        return named.path("template").asText();
      }
    }
    throw new ModelException(
        "%s has the chat templates %s, but none named 'default'".formatted(config.file(), names));
  }

  /** Streams over the file, whose merges alone may be hundreds of thousands. */
  private static int readIds(Path file, Map<String, Integer> added) throws IOException {
    int largest = -1;
    try (JsonParser parser = JsonSection.MAPPER.createParser(file.toFile())) {
      requireObject(parser.nextToken(), file);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("added_tokens") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode token = ELEMENTS.readTree(parser);
            added.put(token.path("content").asText(), token.path("id").asInt());
            largest = Math.max(largest, token.path("id").asInt());
          }
        } else if (field.equals("model") && value == JsonToken.START_OBJECT) {
          largest = Math.max(largest, largestModelId(parser));
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw InvalidJson.of(file, e);
    }
    return largest + 1;
  }

  private static int largestModelId(JsonParser parser) throws IOException {
    int largest = -1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean vocabulary = parser.currentName().equals("vocab");
      JsonToken value = parser.nextToken();
      if (vocabulary && value == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          largest = Math.max(largest, parser.nextIntValue(-1));
        }
      } else {
        parser.skipChildren();
      }
    }
    return largest;
  }

  private static void requireObject(@Nullable JsonToken token, Path file) throws ModelException {
    if (token != JsonToken.START_OBJECT) {
      throw new ModelException(file + " must hold a JSON object");
    }
  }
}
