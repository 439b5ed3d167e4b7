package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.backends.checkpoint.ModelTokenizer;

final class ReplyReaderTest {

  private static final Sampling SAMPLING = new Sampling(1, 0, 1, 4, List.of(9, 10));

  @TempDir private static Path folder;
  private static Path model = Path.of("");

  @BeforeAll
  static void makesATokenizer() throws IOException {
    model = Fixture.model(folder);
  }

  @Test
  void readsTokenIdsWithTheirLogProbabilities() throws IOException {
    Response response =
        read(
            """
            {"choices": [{"text": "?", "finish_reason": "length", "token_ids": [3, 4],
              "logprobs": {"tokens": ["a", "b"], "token_logprobs": [-0.5, null]}}],
             "usage": {"completion_tokens": 2}}
            """);
    assertThat(response.ids()).containsExactly(3, 4);
    assertThat(response.logProbs()).containsExactly(-0.5f, Float.NaN);
    assertThat(response.finish()).isEqualTo(Finish.LENGTH);
  }

  @Test
  void readsIdsThatStandInPlaceOfTokens() throws IOException {
    Response response =
        read(
            """
            {"choices": [{"text": "?", "finish_reason": "stop",
              "logprobs": {"tokens": ["token_id:3", "token_id:9"], "token_logprobs": [-1, -2]}}],
             "usage": {"completion_tokens": 2}}
            """);
    assertThat(response.ids()).containsExactly(3, 9);
    assertThat(response.logProbs()).containsExactly(-1, -2);
    assertThat(response.finish()).isEqualTo(Finish.STOP);
  }

  @Test
  void readsIdsBesideTheLogProbabilitiesOfLlamaCpp() throws IOException {
    Response response =
        read(
            """
            {"choices": [{"text": "?", "finish_reason": "length",
              "logprobs": {"content": [{"id": 3, "token": "x", "logprob": -1.5}]}}],
             "usage": {"completion_tokens": 1}}
            """);
    assertThat(response.ids()).containsExactly(3);
    assertThat(response.logProbs()).containsExactly(-1.5f);
  }

  @Test
  void tokenisesATextThatComesWithoutIds() throws IOException {
    String text = "Zoey is a knave";
    Response response = read(plain(text, "length"));
    assertThat(response.ids()).isEqualTo(ModelTokenizer.open(model).encode(text));
    assertThat(response.logProbs()).hasSameSizeAs(response.ids()).containsOnly(Float.NaN);
  }

  @Test
  void tokenisesATextWhereSomeIdsAreMissing() throws IOException {
    Response response =
        read(
            """
            {"choices": [{"text": "Zoey", "finish_reason": "length",
              "logprobs": {"content": [{"id": 3, "logprob": -1.5}]}}],
             "usage": {"completion_tokens": 3}}
            """);
    assertThat(response.ids()).isEqualTo(ModelTokenizer.open(model).encode("Zoey"));
    assertThat(response.logProbs()).containsOnly(Float.NaN);
  }

  /** llama.cpp returns the stop token, but none that ends within a character. */
  @Test
  void tokenisesATextOfWhichAnotherThanTheStopTokenIsMissing() throws IOException {
    Response response =
        read(
            """
            {"choices": [{"text": "Zoey", "finish_reason": "stop",
              "logprobs": {"content": [{"id": 3, "logprob": -1.5}, {"id": 9, "logprob": -1}]}}],
             "usage": {"completion_tokens": 3}}
            """);
    assertThat(response.ids()).startsWith(ModelTokenizer.open(model).encode("Zoey")).endsWith(9);
    assertThat(response.logProbs()).containsOnly(Float.NaN);
  }

  @Test
  void addsTheStopTokenThatTheServerLeftOut() throws IOException {
    int[] words = ModelTokenizer.open(model).encode("Zoey");
    Response response = read(plain("Zoey", "stop"));
    assertThat(response.ids()).startsWith(words).endsWith(9).hasSize(words.length + 1);
    assertThat(response.finish()).isEqualTo(Finish.STOP);
  }

  @Test
  void keepsAnEndTokenThatOnlyTheServerKnows() throws IOException {
    Response response = read(ids("stop", 2, 3, 7));
    assertThat(response.ids()).containsExactly(3, 7);
    assertThat(response.finish()).isEqualTo(Finish.STOP);
  }

  @Test
  void addsTheStopTokenWhereTheUsageCountsOneMore() throws IOException {
    assertThat(read(ids("stop", 3, 3, 7)).ids()).containsExactly(3, 7, 9);
  }

  @Test
  void addsNoStopTokenBehindAStopString() throws IOException {
    Tokenizer tokenizer = ModelTokenizer.open(model);
    int[] words = tokenizer.encode("Zoey is");
    String text = tokenizer.decode(words, 0, words.length, true);
    Sampling sampling = new Sampling(1, 0, 1, 0, 64, List.of(9), List.of(text));
    String reply = plain("Zoey is", "stop");
    Response response = reader().read(ServerClient.MAPPER.readTree(reply), sampling);
    assertThat(response.ids()).isEqualTo(words);
    assertThat(response.finish()).isEqualTo(Finish.STOP_STRING);
  }

  @Test
  void cutsBehindTheFirstStopToken() throws IOException {
    Response response = read(ids("length", 4, 3, 10, 4, 9));
    assertThat(response.ids()).containsExactly(3, 10);
    assertThat(response.logProbs()).hasSize(2);
    assertThat(response.finish()).isEqualTo(Finish.STOP);
  }

  @Test
  void reportsNoLogProbabilitiesOfAnotherDistribution() throws IOException {
    String reply =
        """
        {"choices": [{"text": "?", "finish_reason": "length", "token_ids": [3],
          "logprobs": {"tokens": ["a"], "token_logprobs": [-0.5]}}]}
        """;
    Sampling cooler = new Sampling(0.7, 0, 1, 4, List.of());
    assertThat(reader().read(ServerClient.MAPPER.readTree(reply), cooler).logProbs())
        .containsExactly(Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"choices\": []}",
        "{\"choices\": [{\"text\": 3, \"finish_reason\": \"stop\"}]}",
        "{\"choices\": [{\"text\": \"x\", \"finish_reason\": \"abort\"}]}",
        "{\"choices\": [{\"token_ids\": [3, -1], \"finish_reason\": \"stop\"}]}",
        "{\"choices\": [{\"text\": \"x\", \"finish_reason\": \"length\"}], \"usage\": {\"completion_tokens\": 5}}",
        "{\"choices\": [{\"token_ids\": [999999], \"finish_reason\": \"stop\"}]}",
        "{\"choices\": [{\"token_ids\": [1, 2, 3, 4, 5], \"finish_reason\": \"length\"}]}"
      })
  void refusesNonsense(String reply) {
    assertThatThrownBy(() -> read(reply))
        .isInstanceOf(ServerException.class)
        .hasMessageStartingWith("the server at nowhere answers with");
  }

  @Test
  void saysThatAnAnswerHoldsNoCompletion() {
    assertThatThrownBy(() -> read("{}")).hasMessageContaining("that holds no completion: {}");
  }

  private static String plain(String text, String finish) {
    return "{\"choices\": [{\"text\": \"%s\", \"finish_reason\": \"%s\"}]}".formatted(text, finish);
  }

  private static String ids(String finish, int counted, Integer... ids) {
    return "{\"choices\": [{\"finish_reason\": \"%s\", \"token_ids\": %s}], \"usage\": {\"completion_tokens\": %d}}"
        .formatted(finish, List.of(ids), counted);
  }

  private static Response read(String reply) throws IOException {
    return reader().read(ServerClient.MAPPER.readTree(reply), SAMPLING);
  }

  private static ReplyReader reader() throws IOException {
    return new ReplyReader(ModelTokenizer.open(model), 300, LogProbs.RAW, "the server at nowhere");
  }
}
