package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.backend.ModelException;

class ModelConfigTest {

  @TempDir Path folder;

  @Test
  void readsQwen2() throws IOException {
    ModelConfig config = ModelConfig.read(Resources.model("qwen2-tied").resolve("config.json"));

    assertThat(config.type()).isEqualTo(ModelType.QWEN2);
    assertThat(config.headDim()).isEqualTo(8);
    assertThat(config.attentionBias()).isTrue();
    assertThat(config.outputBias()).isFalse();
    assertThat(config.queryKeyNorm()).isFalse();
    assertThat(config.tiedEmbeddings()).isTrue();
    assertThat(config.ropeTheta()).isEqualTo(1e6);
    assertThat(config.ropeScaling()).isNull();
    assertThat(config.endTokens()).containsExactly(2);
  }

  @Test
  void readsQwen3WithItsOwnHeadSize() throws IOException {
    ModelConfig config = ModelConfig.read(Resources.model("qwen3").resolve("config.json"));

    assertThat(config.headDim()).isEqualTo(16);
    assertThat(config.queryWidth()).isEqualTo(64);
    assertThat(config.queryKeyNorm()).isTrue();
    assertThat(config.attentionBias()).isFalse();
  }

  @Test
  void readsLlamaRopeScaling() throws IOException {
    ModelConfig config = ModelConfig.read(Resources.model("llama3-rope").resolve("config.json"));

    assertThat(config.ropeScaling()).isEqualTo(new RopeScaling(8, 1, 4, 128));
    assertThat(config.ropeTheta()).isEqualTo(500_000);
    assertThat(config.normEpsilon()).isEqualTo(1e-5);
  }

  @Test
  void readsTheOldStyleLikeTheNew() throws IOException {
    ObjectNode json = config("llama3-rope");
    ObjectNode rope = (ObjectNode) json.remove("rope_parameters");
    json.set("rope_theta", rope.remove("rope_theta"));
    json.set("rope_scaling", rope);
    json.set("torch_dtype", json.remove("dtype"));

    assertThat(read(json))
        .isEqualTo(ModelConfig.read(Resources.model("llama3-rope").resolve("config.json")));
  }

  @Test
  void givesLlamaAsManyKeyHeadsAsQueryHeadsWhereNoneAreNamed() throws IOException {
    ObjectNode json = config("llama3-rope");
    json.remove("num_key_value_heads");

    assertThat(read(json).keyValueHeads()).isEqualTo(4);
  }

  @Test
  void acceptsSeveralEndTokens() throws IOException {
    ObjectNode json = config("llama3-rope");
    json.putArray("eos_token_id").add(2).add(5);

    assertThat(read(json).endTokens()).containsExactly(2, 5);
  }

  @Test
  void acceptsAWindowThatIsSwitchedOff() throws IOException {
    ObjectNode json = config("qwen2-tied");
    json.put("sliding_window", 4096).put("use_sliding_window", false);

    assertThat(read(json).layers()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_type           | \"mistral\" | qwen2, qwen3, llama",
        "model_type           | \"qwen2_moe\" | qwen2, qwen3, llama",
        "model_type           | \"qwen3_moe\" | qwen2, qwen3, llama",
        "model_type           | \"mixtral\" | qwen2, qwen3, llama",
        "model_type           | \"gemma3_text\" | qwen2, qwen3, llama",
        "model_type           | null        | qwen2, qwen3, llama",
        "num_experts          | 8           | a model without experts",
        "num_local_experts    | 8           | a model without experts",
        "hidden_act           | \"gelu\"    | \"silu\"",
        "mlp_bias             | true        | false",
        "attention_dropout    | 0.1         | only 0 is supported",
        "quantization_config  | {\"bits\":4}| without quantization",
        "partial_rotary_factor| 0.5         | only 1 is supported",
        "layer_types          | [\"sliding_attention\"] | full_attention",
        "rope_scaling         | {\"type\":\"yarn\",\"factor\":4} | \"default\" or \"llama3\"",
        "rope_scaling         | {\"rope_type\":\"longrope\"} | \"default\" or \"llama3\"",
        "rope_scaling         | {\"rope_type\":\"llama3\"} | rope_scaling.factor is missing",
        "rope_parameters      | {\"rope_type\":\"linear\"} | \"default\" or \"llama3\"",
        "rope_parameters      | {\"rope_type\":\"dynamic\"} | \"default\" or \"llama3\"",
        "rope_parameters      | {\"rope_type\":\"default\",\"partial_rotary_factor\":0.25} | only 1"
            + " is supported",
        "rope_parameters      | {\"full_attention\":{\"rope_type\":\"default\"}} | the same in"
            + " every layer",
        "hidden_size          | null        | is missing",
        "hidden_size          | 3.5         | a whole number of at least 1",
        "num_key_value_heads  | 3           | must be a multiple of num_key_value_heads (3)",
        "head_dim             | 7           | must be even",
        "tie_word_embeddings  | \"yes\"     | true or false",
        "rms_norm_eps         | \"small\"   | a number",
        "eos_token_id         | \"</s>\"    | a token id or an array of token ids",
      })
  void refusesByName(String key, String value, String expected) throws IOException {
    ObjectNode json = config("qwen2-tied");
    json.set(key, JsonSection.MAPPER.readTree(value));

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(key.startsWith("rope") ? "rope_" : key)
        .hasMessageContaining(expected);
  }

  @Test
  void refusesAWindowThatSomeLayersUse() throws IOException {
    ObjectNode json = config("qwen2-tied");
    json.remove("layer_types");
    json.put("sliding_window", 64).put("use_sliding_window", true).put("max_window_layers", 1);

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("use_sliding_window");
  }

  @Test
  void refusesAKeyThatStandsTwice() throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{\"a\": 1, \"a\": 2}");

    assertThatThrownBy(() -> ModelConfig.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Duplicate field 'a'");
  }

  @Test
  void saysWhereAFileStopsBeingJson() throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{\"a\": 1,\n \"b\": [2");

    assertThatThrownBy(() -> ModelConfig.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "%s is not valid JSON: Unexpected end-of-input: expected close marker for Array"
                    .formatted(file)
                + " (line 2, column 9)");
  }

  private static ObjectNode config(String model) throws IOException {
    return (ObjectNode) Resources.json("models/" + model + "/config.json");
  }

  private ModelConfig read(ObjectNode json) throws IOException {
    Path file = folder.resolve("config.json");
    Files.write(file, JsonSection.MAPPER.writeValueAsBytes(json));
    return ModelConfig.read(file);
  }
}
