package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logicrl.backends.checkpoint.BytePairTrainer.Merge;

/**
 * A byte-level byte-pair encoding of Qwen2's kind in which every word of a corpus is one token,
 * with the space before it where it has one.
 *
 * <p>The ids are those of the 256 bytes, of the merges in order, of the end token, of the tags.
 */
final class NewTokenizer {

  /** Ends a text, and pads. */
  private static final String END = "<|endoftext|>";

  /** Unlike the end token they are not special: they stay in decoded text. */
  private static final List<String> TAGS = List.of("<think>", "</think>", "<answer>", "</answer>");

  private static final Pattern ADDED =
      Pattern.compile(
          Stream.concat(Stream.of(END), TAGS.stream())
              .map(Pattern::quote)
              .collect(Collectors.joining("|")));

  private final List<Merge> merges;

  /** The bytes and the merges, in the order of the ids. */
  private final List<String> tokens;

  private NewTokenizer(List<Merge> merges) {
    this.merges = merges;
    this.tokens =
        Stream.concat(ByteLevel.alphabet().stream(), merges.stream().map(Merge::joined)).toList();
  }

  /** Makes each word of a corpus a token. */
  static NewTokenizer of(Iterable<String> corpus) {
    Set<String> words = new TreeSet<>();
    for (String text : corpus) {
      for (String part : ADDED.split(text, -1)) {
        Qwen2Words.of(part).forEach(word -> words.add(ByteLevel.printable(word)));
      }
    }
    return new NewTokenizer(BytePairTrainer.train(words));
  }

  /** The number of tokens. */
  int size() {
    return tokens.size() + 1 + TAGS.size();
  }

  /** The id of the token that ends a text. */
  int end() {
    return tokens.size();
  }

  /** Writes {@code tokenizer.json} and {@code tokenizer_config.json}. */
  void write(Path folder, int maxPositions) throws IOException {
    FolderWriter.writeJson(folder.resolve(CompanionFiles.TOKENIZER), tokenizerJson());
    ObjectNode config = JsonSection.MAPPER.createObjectNode();
    config.put("tokenizer_class", "Qwen2Tokenizer");
    config.put("add_prefix_space", false);
    config.put("eos_token", END);
    config.put("pad_token", END);
    config.put("model_max_length", maxPositions);
    config.put("clean_up_tokenization_spaces", false);
    FolderWriter.writeJson(folder.resolve(CompanionFiles.TOKENIZER_CONFIG), config);
  }

  /** Step by step as Qwen2's own file has it. */
  private ObjectNode tokenizerJson() {
    ObjectNode json = JsonSection.MAPPER.createObjectNode();
    json.put("version", "1.0").putNull("truncation").putNull("padding");
    addedTokens(json.putArray("added_tokens"));
    json.putObject("normalizer").put("type", "NFC");
    ObjectNode preTokenizer = json.putObject("pre_tokenizer").put("type", "Sequence");
    ArrayNode steps = preTokenizer.putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", Qwen2Words.REGEX);
    split.put("behavior", "Isolated").put("invert", false);
    byteLevel(steps.addObject());
    byteLevel(json.putObject("post_processor"));
    byteLevel(json.putObject("decoder"));
    bytePairs(json.putObject("model"));
    return json;
  }

  private void addedTokens(ArrayNode added) {
    addedToken(added.addObject(), END, end(), true);
    for (int i = 0; i < TAGS.size(); i++) {
      addedToken(added.addObject(), TAGS.get(i), end() + 1 + i, false);
    }
  }

  private static void addedToken(ObjectNode node, String token, int id, boolean special) {
    node.put("id", id).put("content", token).put("single_word", false);
    node.put("lstrip", false).put("rstrip", false).put("normalized", false);
    node.put("special", special);
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel").put("add_prefix_space", false);
    node.put("trim_offsets", false).put("use_regex", false);
  }

  private void bytePairs(ObjectNode model) {
    model.put("type", "BPE").putNull("dropout").putNull("unk_token");
    model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
    model.put("fuse_unk", false).put("byte_fallback", false);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.put(tokens.get(id), id);
    }
    ArrayNode rules = model.putArray("merges");
    merges.forEach(merge -> rules.add(merge.left() + " " + merge.right()));
  }
}
