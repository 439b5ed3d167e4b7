package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.RandomStream;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.backends.checkpoint.ModelTokenizer;

final class CompletionRequestTest {

  private static final Sampling SAMPLING = new Sampling(0.7, 20, 0.9, 64, List.of(5, 6));
  private static final Sampling FREE = new Sampling(1, 0, 1, 64, List.of());
  private static final Sampling STOPPING =
      new Sampling(1, 0, 1, 0, 64, List.of(), List.of("</answer>"));

  @TempDir private Path folder;

  @Test
  void everyServerIsToldTheModelTheLengthTheTemperatureAndTheSeed() throws IOException {
    for (Server server : List.of(Server.VLLM, Server.SGLANG, Server.LLAMA_CPP, Server.OTHER)) {
      JsonNode body = body(server, new Sampling(0.7, 0, 0.9, 64, List.of(5)));
      assertThat(body.path("model").asText()).isEqualTo("toy");
      assertThat(body.path("max_tokens").asInt()).isEqualTo(64);
      assertThat(body.path("temperature").asDouble()).isEqualTo(0.7);
      assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
      assertThat(body.path("seed").asInt()).isEqualTo(CompletionRequest.seed(9));
    }
  }

  @Test
  void promptsGoOutAsTokensWhereTheServerTakesThem() throws IOException {
    assertThat(body(Server.VLLM, FREE).path("prompt")).hasToString("[7,8]");
    Tokenizer tokenizer = tokenizer();
    assertThat(body(Server.OTHER, FREE).path("prompt").asText())
        .isEqualTo(tokenizer.decode(new int[] {7, 8}, 0, 2, true));
  }

  @Test
  void vllmStopsAtTheGivenTokensOnly() throws IOException {
    JsonNode body = body(Server.VLLM, SAMPLING);
    assertThat(body.path("ignore_eos").asBoolean()).isTrue();
    assertThat(body.path("stop_token_ids")).hasToString("[5,6]");
    assertThat(body.path("return_token_ids").asBoolean()).isTrue();
    assertThat(body.path("return_tokens_as_token_ids").asBoolean()).isTrue();
    assertThat(body.path("top_k").asInt()).isEqualTo(20);
  }

  @Test
  void sglangIgnoresTheEndOnlyWhereNothingStops() throws IOException {
    assertThat(body(Server.SGLANG, SAMPLING).path("ignore_eos").asBoolean()).isFalse();
    assertThat(body(Server.SGLANG, FREE).path("ignore_eos").asBoolean()).isTrue();
    assertThat(body(Server.SGLANG, FREE).path("top_k").asInt()).isEqualTo(-1);
  }

  @Test
  void llamaCppSamplesInTheOrderOfTheApi() throws IOException {
    JsonNode body = body(Server.LLAMA_CPP, SAMPLING);
    assertThat(body.path("samplers"))
        .hasToString("[\"temperature\",\"top_k\",\"top_p\",\"min_p\"]");
    assertThat(body.path("n_probs").asInt()).isEqualTo(1);
    assertThat(body(Server.LLAMA_CPP, FREE).path("min_p").isNumber()).isTrue();
  }

  @Test
  void transformersIsToldToSampleInAConfigurationOfItsOwn() throws IOException {
    JsonNode configuration = configuration(SAMPLING);
    assertThat(configuration.path("do_sample").asBoolean()).isTrue();
    assertThat(configuration.path("top_k").asInt()).isEqualTo(20);
    assertThat(configuration.path("eos_token_id")).hasToString("[5,6]");
    assertThat(configuration(FREE).has("eos_token_id")).isFalse();
    assertThat(configuration(new Sampling(0, 0, 1, 4, List.of())).path("do_sample").asBoolean())
        .isFalse();
  }

  private JsonNode configuration(Sampling sampling) throws IOException {
    JsonNode body = body(Server.TRANSFORMERS, sampling);
    assertThat(body.path("prompt").isTextual()).isTrue();
    return ServerClient.MAPPER.readTree(body.path("generation_config").textValue());
  }

  @Test
  void otherServersGetOnlyWhatOpenAiHas() throws IOException {
    JsonNode body = body(Server.OTHER, new Sampling(1, 0, 1, 4, List.of(5, 6, 7, 8, 9)));
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "model", "prompt", "n", "stream", "max_tokens", "temperature", "top_p", "seed", "stop");
    assertThat(body.path("stop")).hasSize(4);
  }

  @Test
  void otherServersAreNotAskedForTopK() {
    assertThatThrownBy(() -> body(Server.OTHER, SAMPLING))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("rollout.topK is 20");
  }

  @Test
  void minPGoesToTheServersThatHaveIt() throws IOException {
    Sampling sampling = new Sampling(1, 0, 1, 0.25, 4, List.of(), List.of());
    for (Server server : List.of(Server.VLLM, Server.SGLANG, Server.LLAMA_CPP)) {
      assertThat(body(server, sampling).path("min_p").asDouble()).isEqualTo(0.25);
    }
    assertThatThrownBy(() -> body(Server.OTHER, sampling))
        .isInstanceOf(UnusableSettingsException.class)
        .hasMessageContaining("rollout.minP is 0.25");
  }

  @Test
  void stopStringsGoToTheServersThatLeaveThemInTheResponse() throws IOException {
    JsonNode vllm = body(Server.VLLM, STOPPING);
    assertThat(vllm.path("stop")).hasToString("[\"</answer>\"]");
    assertThat(vllm.path("include_stop_str_in_output").asBoolean()).isTrue();
    JsonNode sglang = body(Server.SGLANG, STOPPING);
    assertThat(sglang.path("stop")).hasToString("[\"</answer>\"]");
    assertThat(sglang.path("no_stop_trim").asBoolean()).isTrue();
  }

  @Test
  void stopStringsAreRefusedWhereTheServerCutsThemOff() {
    for (Server server : List.of(Server.LLAMA_CPP, Server.TRANSFORMERS, Server.OTHER)) {
      assertThatThrownBy(() -> body(server, STOPPING))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("rollout.stopStrings");
    }
  }

  @Test
  void seedsAreDifferentAndNotNegative() {
    Set<Integer> seeds = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seeds.add(CompletionRequest.seed(RandomStream.key(1, "seeds", i)));
    }
    assertThat(seeds).hasSize(1000).allMatch(seed -> seed >= 0);
  }

  private JsonNode body(Server server, Sampling sampling) throws IOException {
    return new CompletionRequest(new ServedModel("toy", server, 0), server, tokenizer())
        .body(new int[] {7, 8}, sampling, 9);
  }

  private Tokenizer tokenizer() throws IOException {
    Path model = folder.resolve("model");
    return ModelTokenizer.open(model.toFile().exists() ? model : Fixture.model(folder));
  }
}
