package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.task.Prompt;

class ModelTokenizerTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copyAModel() throws IOException {
    folder = Resources.copy("qwen2-tied", temporary.resolve("model"));
  }

  @TestFactory
  List<DynamicTest> encodesAndDecodesAsTransformersDoes() throws IOException {
    ModelTokenizer tokenizer = ModelTokenizer.open(folder);
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode example : Resources.json("tokenizer/expected.json").get("encodings")) {
      String text = example.get("text").textValue();
      tests.add(
          DynamicTest.dynamicTest(
              "'" + text.substring(0, Math.min(20, text.length())) + "'",
              () -> {
                int[] ids = JsonSection.MAPPER.convertValue(example.get("ids"), int[].class);
                assertThat(tokenizer.encode(text)).containsExactly(ids);
                assertThat(tokenizer.decode(ids, 0, ids.length, true))
                    .isEqualTo(example.get("decoded").textValue());
                assertThat(tokenizer.decode(ids, 0, ids.length, false))
                    .isEqualTo(example.get("decoded_skip").textValue());
              }));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> rendersChatsAsTransformersDoes() throws IOException {
    String source = Files.readString(folder.resolve("chat_template.jinja"));
    ChatTemplate template = new ChatTemplate(source, Map.of());
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode example : Resources.json("tokenizer/expected.json").get("chats")) {
      List<Prompt.Message> messages = new ArrayList<>();
      for (JsonNode message : example.get("messages")) {
        messages.add(
            new Prompt.Message(
                message.get("role").textValue(), message.get("content").textValue()));
      }
      boolean open = example.get("add_generation_prompt").booleanValue();
      tests.add(
          DynamicTest.dynamicTest(
              messages.size() + " messages, " + open,
              () ->
                  assertThat(template.render(messages, open))
                      .isEqualTo(example.get("text").textValue())));
    }
    return tests;
  }

  @Test
  void opensTheAnswerOfAChatWithItsPrefix() throws IOException {
    Prompt prompt = new Prompt.Chat(List.of(new Prompt.Message("user", "Hi")), "<think>");

    assertThat(ModelTokenizer.open(folder).render(prompt))
        .endsWith("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>");
  }

  @Test
  void leavesTextThatLooksLikeATemplateAsItIs() throws IOException {
    String text = "{{ 7 * 7 }} {% if true %}x{% endif %} {# c #} {%- raw %}\n\n";
    Prompt prompt = new Prompt.Chat(List.of(new Prompt.Message("user", text)), "");

    assertThat(ModelTokenizer.open(folder).render(prompt)).contains("user\n" + text + "<|im_end|>");
  }

  @Test
  void rendersPlainTextWithoutTheTemplate() throws IOException {
    assertThat(ModelTokenizer.open(folder).render(new Prompt.Text("{{ x }}\n", "<think>")))
        .isEqualTo("{{ x }}\n<think>");
  }

  @Test
  void decodesASpanOfAnArray() throws IOException {
    ModelTokenizer tokenizer = ModelTokenizer.open(folder);
    int[] ids = tokenizer.encode("Zoey is a knight");

    assertThat(tokenizer.decode(ids, 1, 3, true)).isEqualTo(" is a");
  }

  @Test
  void encodesLongTextsToTheirEnd() throws IOException {
    ModelTokenizer tokenizer = ModelTokenizer.open(folder);
    String text = "Zoey is a knight. ".repeat(2000);

    int[] ids = tokenizer.encode(text);

    assertThat(tokenizer.decode(ids, 0, ids.length, true)).isEqualTo(text);
  }

  @Test
  void servesSeveralThreads() throws IOException {
    ModelTokenizer tokenizer = ModelTokenizer.open(folder);
    int[] expected = tokenizer.encode("Zoey is a knight");

    assertThat(
            IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> tokenizer.encode("Zoey is a knight"))
                .toList())
        .allSatisfy(ids -> assertThat(ids).containsExactly(expected));
  }

  @Test
  void countsTheTokens() throws IOException {
    JsonNode json = Resources.json("tokenizer/tokenizer.json");

    assertThat(ModelTokenizer.open(folder).size()).isEqualTo(json.at("/model/vocab").size());
  }

  @Test
  void stopsFirstAtTheTokenThatTrainingWrites() throws IOException {
    rewrite("generation_config.json", json -> json.putArray("eos_token_id").add(0).add(2));

    assertThat(ModelTokenizer.open(folder).stopTokens()).containsExactly(2, 0);
  }

  @Test
  void stopsWhereTheModelsConfigurationSaysWhenThereIsNoOther() throws IOException {
    Files.delete(folder.resolve("generation_config.json"));
    rewrite("tokenizer_config.json", json -> json.remove("eos_token"));
    rewrite("config.json", json -> json.put("eos_token_id", 1));

    assertThat(ModelTokenizer.open(folder).stopTokens()).containsExactly(1);
  }

  @Test
  void refusesAModelThatNeverStops() throws IOException {
    Files.delete(folder.resolve("generation_config.json"));
    rewrite("tokenizer_config.json", json -> json.remove("eos_token"));
    rewrite("config.json", json -> json.remove("eos_token_id"));

    assertThatThrownBy(() -> ModelTokenizer.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("set eos_token_id in generation_config.json");
  }

  @Test
  void refusesAStopTokenThatDoesNotExist() throws IOException {
    rewrite("generation_config.json", json -> json.put("eos_token_id", 100_000));

    assertThatThrownBy(() -> ModelTokenizer.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("eos_token_id 100000 is no token");
  }

  @Test
  void takesTheTemplateFromTheConfigurationWhereItHasNoFile() throws IOException {
    Files.delete(folder.resolve("chat_template.jinja"));
    rewrite(
        "tokenizer_config.json",
        json -> json.put("chat_template", "{{ eos_token }}{{ messages[0].content }}"));
    Prompt prompt = new Prompt.Chat(List.of(new Prompt.Message("user", "Hi")), "");

    assertThat(ModelTokenizer.open(folder).render(prompt)).isEqualTo("<|im_end|>Hi");
  }

  @Test
  void refusesAChatWhereThereIsNoTemplate() throws IOException {
    Files.delete(folder.resolve("chat_template.jinja"));
    Prompt prompt = new Prompt.Chat(List.of(new Prompt.Message("user", "Hi")), "");
    ModelTokenizer tokenizer = ModelTokenizer.open(folder);

    assertThatThrownBy(() -> tokenizer.render(prompt))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("has no chat template");
  }

  @Test
  void passesOnWhyATemplateRefusesAChat() throws IOException {
    Files.writeString(
        folder.resolve("chat_template.jinja"), "{{ raise_exception('no such role') }}");
    Prompt prompt = new Prompt.Chat(List.of(new Prompt.Message("user", "Hi")), "");
    ModelTokenizer tokenizer = ModelTokenizer.open(folder);

    assertThatThrownBy(() -> tokenizer.render(prompt))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("refuses the task's prompt")
        .hasMessageContaining("no such role");
  }

  @Test
  void refusesATemplateItDoesNotUnderstand() throws IOException {
    Files.writeString(folder.resolve("chat_template.jinja"), "a\n{% include 'x' %}");

    assertThatThrownBy(() -> ModelTokenizer.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("chat template")
        .hasMessageContaining("line 2: the statement 'include' is not supported");
  }

  @Test
  void refusesADamagedTokenizer() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Magic\"}}");
    rewrite("tokenizer_config.json", json -> json.remove("eos_token"));
    rewrite("generation_config.json", json -> json.remove("eos_token_id"));

    assertThatThrownBy(() -> ModelTokenizer.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tokenizer.json");
  }

  private interface Change {
    void apply(ObjectNode json);
  }

  private void rewrite(String name, Change change) throws IOException {
    ObjectNode json = JsonSection.read(folder.resolve(name)).node();
    change.apply(json);
    Files.write(folder.resolve(name), JsonSection.MAPPER.writeValueAsBytes(json));
  }
}
