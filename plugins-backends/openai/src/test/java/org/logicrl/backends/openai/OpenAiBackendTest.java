package org.logicrl.backends.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.RandomStream;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Generation.Finish;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.api.backend.Tokens;
import org.logicrl.backends.checkpoint.ModelTokenizer;

final class OpenAiBackendTest {

  private static final Map<String, String> NO_HEADERS = Map.of();
  private static final int[] PROMPT = {40, 50, 60};

  @TempDir private static Path folder;
  private static Path model = Path.of("");
  private static int vocabulary;

  @BeforeAll
  static void makesATokenizer() throws IOException {
    model = Fixture.model(folder);
    vocabulary = ModelTokenizer.open(model).size();
  }

  @ParameterizedTest
  @EnumSource(
      value = ToyServer.Style.class,
      names = {"VLLM", "OLD_VLLM", "SGLANG", "LLAMA_CPP"})
  void generatesTheSameTokensOnEveryKindOfServer(ToyServer.Style style) throws IOException {
    try (ToyServer server = server(style);
        Generator generator = generator(server)) {
      Generation greedy = generate(generator, 1, new Sampling(0, 0, 1, 6, List.of()));
      List<Integer> context = new ArrayList<>(Arrays.stream(PROMPT).boxed().toList());
      ToyModel toy = new ToyModel(vocabulary, Set.of());
      for (int t = 0; t < 6; t++) {
        double[] next = toy.next(context, 1);
        int best = ToyModel.best(next);
        assertThat(greedy.responses().row(0)[t]).isEqualTo(best);
        assertThat(greedy.logProbs()[t]).isCloseTo((float) Math.log(next[best]), within(1e-5f));
        context.add(best);
      }
    }
  }

  @Test
  void writesTextsOnAServerOfAnotherKind() throws IOException {
    Tokenizer tokenizer = ModelTokenizer.open(model);
    try (ToyServer server = server(ToyServer.Style.PLAIN);
        Generator generator = generator(server)) {
      int[] prompt = tokenizer.encode("Oliver is a");
      Generation generation =
          generator.generate(
              Tokens.of(List.of(prompt)), 2, new Sampling(1, 0, 1, 5, List.of()), keys(2));
      assertThat(server.requests()).allMatch(r -> r.path("prompt").asText().equals("Oliver is a"));
      assertThat(generation.logProbs()).isNotEmpty().containsOnly(Float.NaN);
      assertThat(generation.finishes()).hasSize(2).contains(Finish.LENGTH);
    }
  }

  @Test
  void findsTheKindOfServerOut() throws IOException {
    try (ToyServer server = server(ToyServer.Style.LLAMA_CPP);
        Generator generator = generator(server)) {
      generate(generator, 1, new Sampling(1, 0, 1, 2, List.of()));
      assertThat(server.requests()).allMatch(request -> request.has("samplers"));
    }
  }

  /** Also where the kind is found out: AUTO is then OTHER. */
  @ParameterizedTest
  @EnumSource(names = {"AUTO", "OTHER", "TRANSFORMERS"})
  void refusesToReportLogProbabilitiesThatItDoesNotAskFor(Server kind) throws IOException {
    try (ToyServer server = server(ToyServer.Style.PLAIN)) {
      for (LogProbs wanted : List.of(LogProbs.RAW, LogProbs.TEMPERED, LogProbs.PROCESSED)) {
        assertThatThrownBy(() -> generator(server, kind, wanted))
            .isInstanceOf(UnusableSettingsException.class)
            .hasMessageContaining("rollout.logProbs is " + wanted.name().toLowerCase(Locale.ROOT))
            .hasMessageContaining(kind == Server.TRANSFORMERS ? "transformers" : "other")
            .hasMessageContaining("leave it out");
      }
      generator(server, kind, LogProbs.UNKNOWN).close();
    }
  }

  @Test
  void saysThatAServerForChatAloneIsNotEnough() throws IOException {
    try (ToyServer server = server(ToyServer.Style.PLAIN);
        Generator generator = generator(server)) {
      server.answerNext(404, "{\"detail\": \"Not Found\"}", NO_HEADERS);
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("/v1/completions with status 404: Not Found")
          .hasMessageContaining("rollout.baseUrl")
          .hasMessageContaining("chat alone is not enough");
    }
  }

  @Test
  void triesAgainWhatMayPass() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      Sampling sampling = new Sampling(1, 0, 1, 3, List.of());
      Generation undisturbed = generate(generator, 1, sampling);
      server.answerNext(503, "starting", NO_HEADERS);
      server.answerNext(429, "{\"error\": {\"message\": \"busy\"}}", NO_HEADERS);
      server.answerNext(500, "", NO_HEADERS);
      assertThat(generate(generator, 1, sampling).responses().ids())
          .isEqualTo(undisturbed.responses().ids());
    }
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      server.answerNext(429, "busy", Map.of("Retry-After", "1"));
      long start = System.nanoTime();
      generate(generator, 1, new Sampling(1, 0, 1, 3, List.of()));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void doesNotWaitBeyondTheDeadline() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      server.answerNext(503, "down", Map.of("Retry-After", "3600"));
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("answered with status 503: down")
          .hasMessageContaining("pass the deadline of 20.0 s");
    }
  }

  @Test
  void doesNotWaitForCenturies() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      server.answerNext(503, "down", Map.of("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"));
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("pass the deadline of 20.0 s");
    }
  }

  @Test
  void givesUpInTheEndAndSaysWhatTheServerSaid() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      for (int i = 0; i < 4; i++) {
        server.answerNext(502, "<h1>Bad\n gateway</h1>", NO_HEADERS);
      }
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining(server.baseUrl())
          .hasMessageContaining("status 502: <h1>Bad gateway</h1>; given up after 4 of 4 tries");
    }
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotCome() throws IOException {
    RetryPolicy impatient =
        new RetryPolicy(
            1,
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofMillis(300),
            Duration.ofSeconds(20));
    try (ToyServer server = server(ToyServer.Style.VLLM);
        OpenAiBackend backend =
            OpenAiBackend.create(Fixture.settings(server.baseUrl()), NO_HEADERS, impatient);
        Generator generator = backend.generator(model)) {
      server.answerNextLate(2000);
      server.answerNextLate(2000);
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("did not answer within 0.3 s; given up after 2 of 2 tries");
    }
  }

  @Test
  void doesNotRepeatARefusedRequest() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      server.answerNext(400, "{\"error\": {\"message\": \"too long\"}}", NO_HEADERS);
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("status 400: too long")
          .hasMessageContaining("rollout.maxTokens");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void doesNotFollowARedirection() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      server.answerNext(307, "", Map.of("Location", "http://elsewhere/v1"));
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("status 307");
    }
  }

  @Test
  void refusesAnAnswerThatIsNotJson() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        Generator generator = generator(server)) {
      server.answerNext(200, "<html>hello</html>", NO_HEADERS);
      assertThatThrownBy(() -> generate(generator, 1, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("not JSON: <html>hello</html>");
    }
  }

  @Test
  void keepsToTheGivenConcurrency() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        OpenAiBackend backend =
            Fixture.backend(Fixture.settings(server.baseUrl(), null, LogProbs.AUTO, null, 3));
        Generator generator = backend.generator(model)) {
      server.delay(30);
      generate(generator, 20, new Sampling(1, 0, 1, 3, List.of()));
      assertThat(server.requests()).hasSize(20);
      assertThat(server.mostRunning()).isEqualTo(3);
    }
  }

  @Test
  void oneFailureEndsTheOtherRequests() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        OpenAiBackend backend =
            Fixture.backend(Fixture.settings(server.baseUrl(), null, LogProbs.AUTO, null, 2));
        Generator generator = backend.generator(model)) {
      server.delay(50);
      server.answerNext(400, "no", NO_HEADERS);
      assertThatThrownBy(() -> generate(generator, 200, new Sampling(1, 0, 1, 3, List.of())))
          .isInstanceOf(UnusableSettingsException.class);
      assertThat(server.requests()).hasSizeLessThan(50);
    }
  }

  @Test
  void sendsTheKeyOfTheNamedVariable() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        OpenAiBackend backend =
            OpenAiBackend.create(
                Fixture.settings(server.baseUrl(), null, LogProbs.AUTO, "TOY_KEY", 3),
                Map.of("TOY_KEY", "secret"),
                Fixture.QUICK);
        Generator generator = backend.generator(model)) {
      generate(generator, 2, new Sampling(1, 0, 1, 3, List.of()));
      assertThat(server.authorizations()).hasSize(3).containsOnly("Bearer secret");
    }
  }

  @Test
  void saysWhatToDoAboutARefusedKey() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM)) {
      server.answerNext(401, "{\"error\": \"Unauthorized\"}", NO_HEADERS);
      assertThatThrownBy(() -> generator(server))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("status 401: Unauthorized")
          .hasMessageContaining("rollout.apiKeyVariable");
    }
  }

  @Test
  void asksForTheWantedModelWhereTheServerListsNone() throws IOException {
    try (ToyServer server = server(ToyServer.Style.PLAIN);
        OpenAiBackend backend =
            Fixture.backend(
                Fixture.settings(server.baseUrl(), "unlisted", LogProbs.AUTO, null, 1))) {
      server.answerNext(200, "{\"data\": []}", NO_HEADERS);
      try (Generator generator = backend.generator(model)) {
        generate(generator, 1, new Sampling(1, 0, 1, 3, List.of()));
      }
      assertThat(server.requests())
          .extracting(request -> request.path("model").asText())
          .containsExactly("unlisted");
    }
  }

  @Test
  void asksForANameWhereTheServerListsNoModel() throws IOException {
    try (ToyServer server = server(ToyServer.Style.PLAIN);
        OpenAiBackend backend =
            Fixture.backend(Fixture.settings(server.baseUrl(), null, LogProbs.AUTO, null, 1))) {
      server.answerNext(200, "{\"data\": []}", NO_HEADERS);
      assertThatThrownBy(() -> backend.generator(model))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("lists no model: set rollout.model");
    }
  }

  @Test
  void namesTheModelsOfTheServerWhereTheWantedOneIsNotThere() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM);
        OpenAiBackend backend =
            Fixture.backend(Fixture.settings(server.baseUrl(), "tyo", LogProbs.AUTO, null, 1))) {
      assertThatThrownBy(() -> backend.generator(model))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("no model 'tyo': set rollout.model to one of [toy]");
    }
  }

  @Test
  void asksWhichOfSeveralModelsToUse() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM)) {
      server.answerNext(200, "{\"data\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}", NO_HEADERS);
      assertThatThrownBy(() -> generator(server))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("2 models: set rollout.model to one of [a, b]");
    }
  }

  @Test
  void refusesAServerThatSpeaksAnotherProtocol() throws IOException {
    try (ToyServer server = server(ToyServer.Style.VLLM)) {
      server.answerNext(200, "{\"models\": 3}", NO_HEADERS);
      assertThatThrownBy(() -> generator(server))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("does not list its models")
          .hasMessageContaining("rollout.baseUrl");
    }
  }

  @Test
  void saysThatNothingListensAtAnAddress() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (OpenAiBackend backend =
        Fixture.backend(Fixture.settings("http://127.0.0.1:%d/v1".formatted(port)))) {
      assertThatThrownBy(() -> backend.generator(model))
          .isInstanceOf(UnusableSettingsException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("nothing listens there")
          .hasMessageContaining("check rollout.baseUrl");
    }
  }

  private static ToyServer server(ToyServer.Style style) throws IOException {
    return new ToyServer(style, ModelTokenizer.open(model), new ToyModel(vocabulary, Set.of()));
  }

  private static Generator generator(ToyServer server) throws IOException {
    return Fixture.backend(Fixture.settings(server.baseUrl())).generator(model);
  }

  private static Generator generator(ToyServer server, Server kind, LogProbs logProbs)
      throws IOException {
    return Fixture.backend(Fixture.settings(server.baseUrl(), kind, logProbs)).generator(model);
  }

  private static Generation generate(Generator generator, int completions, Sampling sampling) {
    return generator.generate(Tokens.of(List.of(PROMPT)), completions, sampling, keys(completions));
  }

  private static long[] keys(int count) {
    long[] keys = new long[count];
    Arrays.setAll(keys, i -> RandomStream.key(3, "test", i));
    return keys;
  }
}
