package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTokenizerTest {

  private static final List<String> CORPUS =
      List.of(
          "Zoey says: \"Oliver isn't a knave\".\n\n  They've 12 reasons…\t",
          "<think> so </think><answer> (1) Zoey is a knight </answer><|endoftext|>",
          "骑士 🙂 naïve  \u00a0\u0085x \r\n y",
          "");

  /** What the expression for words tells apart, and what regular expressions may disagree on. */
  private static final String CHARACTERS =
      "aZſéßΣK\u0308\u0301骑가ⅷ²9٣ \u00a0\u0085\u2028\u3000\u180e\u200b\t\n\r\u001c'’\"(.<|>_…🙂𝒜\0";

  @TempDir Path temporary;

  @Test
  void makesEveryWordOfTheCorpusOneToken() throws IOException {
    ModelTokenizer tokenizer = tokenizer(CORPUS);

    assertThat(pieces(tokenizer, CORPUS.get(0)))
        .containsExactly(
            "Zoey",
            " says",
            ":",
            " \"",
            "Oliver",
            " isn",
            "'t",
            " a",
            " knave",
            "\".\n\n",
            " ",
            " They",
            "'ve",
            " ",
            "1",
            "2",
            " reasons",
            "…",
            "\t");
    assertThat(pieces(tokenizer, CORPUS.get(1)))
        .containsExactly(
            "<think>",
            " so",
            " ",
            "</think>",
            "<answer>",
            " (",
            "1",
            ")",
            " Zoey",
            " is",
            " a",
            " knight",
            " ",
            "</answer>",
            "<|endoftext|>");
  }

  @Test
  void givesEveryTextOfTheCorpusBack() throws IOException {
    ModelTokenizer tokenizer = tokenizer(CORPUS);

    assertThat(CORPUS).allSatisfy(text -> assertThat(decoded(tokenizer, text)).isEqualTo(text));
  }

  @Test
  void spellsTextThatItHasNotSeen() throws IOException {
    ModelTokenizer tokenizer = tokenizer(List.of("Zoey is a knight"));
    String text = "Zoé flies; 骑士 🙂\0\r\n\uFFFD";

    assertThat(decoded(tokenizer, text)).isEqualTo(text);
  }

  @Test
  void readsAccentsInEitherForm() throws IOException {
    ModelTokenizer tokenizer = tokenizer(List.of("cafe\u0301"));

    assertThat(pieces(tokenizer, "caf\u00e9")).containsExactly("caf\u00e9");
    assertThat(pieces(tokenizer, "cafe\u0301")).containsExactly("caf\u00e9");
  }

  @Test
  void putsTheEndAndTheTagsLast() throws IOException {
    ModelTokenizer tokenizer = tokenizer(List.of("ab"));

    assertThat(tokenizer.encode("ab<|endoftext|><think></think><answer></answer>"))
        .containsExactly(256, 257, 258, 259, 260, 261);
    assertThat(tokenizer.size()).isEqualTo(262);
    assertThat(tokenizer.stopTokens()).containsExactly(257);
  }

  @Test
  void keepsTheTagsInDecodedText() throws IOException {
    ModelTokenizer tokenizer = tokenizer(CORPUS);
    int[] ids = tokenizer.encode("<think></think><answer></answer><|endoftext|>");

    assertThat(tokenizer.decode(ids, 0, ids.length, false))
        .isEqualTo("<think></think><answer></answer>");
  }

  @Test
  void startsWithQwen2sOwnBytes() throws IOException {
    tokenizer(List.of());
    JsonNode vocabulary = written().at("/model/vocab");

    assertThat(vocabulary.get("!").intValue()).isZero();
    assertThat(vocabulary.get("Ā").intValue()).isEqualTo(188);
    assertThat(vocabulary.get("Ġ").intValue()).isEqualTo(220);
    assertThat(vocabulary).hasSize(256);
  }

  @Test
  void doesNotDependOnTheOrderOfTheCorpus() throws IOException {
    tokenizer(CORPUS);
    JsonNode first = written();
    List<String> reversed = new ArrayList<>(CORPUS);
    Collections.reverse(reversed);
    tokenizer(reversed);

    assertThat(written()).isEqualTo(first);
  }

  @RepeatedTest(5)
  void cutsAnyTextAsTheTokenizersLibraryDoes() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int[] characters = CHARACTERS.codePoints().toArray();
    List<String> corpus = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      corpus.add(text.toString());
    }
    ModelTokenizer tokenizer = tokenizer(corpus);

    assertThat(corpus)
        .as("seed %d", seed)
        .allSatisfy(
            text ->
                assertThat(pieces(tokenizer, text)).containsExactlyElementsOf(Qwen2Words.of(text)));
  }

  private ModelTokenizer tokenizer(List<String> corpus) throws IOException {
    NewTokenizer tokenizer = NewTokenizer.of(corpus);
    for (String name : List.of(CompanionFiles.TOKENIZER, CompanionFiles.TOKENIZER_CONFIG)) {
      Files.deleteIfExists(temporary.resolve(name));
    }
    tokenizer.write(temporary, 1024);
    return ModelTokenizer.open(temporary);
  }

  private JsonNode written() throws IOException {
    return JsonSection.read(temporary.resolve(CompanionFiles.TOKENIZER)).node();
  }

  private static String decoded(ModelTokenizer tokenizer, String text) {
    int[] ids = tokenizer.encode(text);
    return tokenizer.decode(ids, 0, ids.length, true);
  }

  private static List<String> pieces(ModelTokenizer tokenizer, String text) {
    int[] ids = tokenizer.encode(text);
    return IntStream.range(0, ids.length)
        .mapToObj(i -> tokenizer.decode(ids, i, i + 1, true))
        .toList();
  }
}
