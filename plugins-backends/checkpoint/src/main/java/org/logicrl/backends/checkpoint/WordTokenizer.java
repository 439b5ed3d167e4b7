package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lossless word-level tokenizer made from a corpus: every word that occurs is one token, a space
 * before it included. It suits small models, which would spend their capacity on spelling.
 *
 * @param tokens the vocabulary in the order of the ids: added tokens, then words in sorted order
 */
record WordTokenizer(List<String> tokens) {

  /** Ends a text, and pads. */
  static final String END = "<|endoftext|>";

  static final String UNKNOWN = "<unk>";

  /** Special tokens are left out of decoded text; the tags of a response are not. */
  private static final List<String> SPECIAL = List.of(END, UNKNOWN);

  private static final List<String> TAGS = List.of("<think>", "</think>", "<answer>", "</answer>");

  private static final Pattern ADDED =
      Pattern.compile(
          Stream.concat(SPECIAL.stream(), TAGS.stream())
              .map(Pattern::quote)
              .collect(Collectors.joining("|")));

  /** Collects the words of a corpus. */
  static WordTokenizer of(Iterable<String> corpus) {
    TreeSet<String> words = new TreeSet<>();
    for (String text : corpus) {
      Matcher added = ADDED.matcher(text);
      int start = 0;
      while (added.find()) {
        words.addAll(ByteLevel.words(text.substring(start, added.start())));
        start = added.end();
      }
      words.addAll(ByteLevel.words(text.substring(start)));
    }
    List<String> tokens = new ArrayList<>(SPECIAL);
    tokens.addAll(TAGS);
    words.removeAll(tokens);
    tokens.addAll(words);
    return new WordTokenizer(List.copyOf(tokens));
  }

  int id(String token) {
    return tokens.indexOf(token);
  }

  /** Writes {@code tokenizer.json} and {@code tokenizer_config.json}. */
  void write(Path folder, int maxPositions) throws IOException {
    FolderWriter.writeJson(folder.resolve(CompanionFiles.TOKENIZER), tokenizerJson());
    ObjectNode config = JsonSection.MAPPER.createObjectNode();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("eos_token", END);
    config.put("pad_token", END);
    config.put("unk_token", UNKNOWN);
    config.put("model_max_length", maxPositions);
    config.put("clean_up_tokenization_spaces", false);
    FolderWriter.writeJson(folder.resolve(CompanionFiles.TOKENIZER_CONFIG), config);
  }

  private ObjectNode tokenizerJson() {
    ObjectNode json = JsonSection.MAPPER.createObjectNode();
    json.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = json.putArray("added_tokens");
    SPECIAL.forEach(token -> added(added.addObject(), token, true));
    TAGS.forEach(token -> added(added.addObject(), token, false));
    json.putNull("normalizer");
    byteLevel(json.putObject("pre_tokenizer"));
    json.putNull("post_processor");
    byteLevel(json.putObject("decoder"));
    ObjectNode model = json.putObject("model").put("type", "WordLevel");
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.put(tokens.get(id), id);
    }
    model.put("unk_token", UNKNOWN);
    return json;
  }

  private void added(ObjectNode node, String token, boolean special) {
    node.put("id", id(token)).put("content", token).put("single_word", false);
    node.put("lstrip", false).put("rstrip", false).put("normalized", false);
    node.put("special", special);
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel").put("add_prefix_space", false);
    node.put("trim_offsets", true).put("use_regex", true);
  }
}
