package org.logicrl.backends.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small files that make up a model folder together with its configuration and weights. */
final class CompanionFiles {

  static final String GENERATION = "generation_config.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  static final String SPECIAL_TOKENS = "special_tokens_map.json";
  static final String CHAT_TEMPLATE = "chat_template.jinja";

  private static final List<String> NAMES =
      List.of(
          GENERATION,
          TOKENIZER,
          TOKENIZER_CONFIG,
          SPECIAL_TOKENS,
          "added_tokens.json",
          CHAT_TEMPLATE,
          "chat_template.json",
          "vocab.json",
          "merges.txt",
          "tokenizer.model");

  private CompanionFiles() {}

  /** The content of those that the folder has. */
  static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String name : NAMES) {
      if (Files.isRegularFile(folder.resolve(name))) {
        contents.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    }
    return contents;
  }
}
