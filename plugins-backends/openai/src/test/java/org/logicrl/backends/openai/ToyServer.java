package org.logicrl.backends.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.Tokenizer;

/**
 * A server that speaks OpenAI's completions protocol the way one of the real ones does, in front of
 * a {@link ToyModel}.
 */
final class ToyServer implements AutoCloseable {

  static final int POSITIONS = 512;

  static {
    // Without it, each answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Whose way of speaking the protocol is followed. */
  enum Style {
    VLLM("vllm"),
    /** As VLLM, but ids come as texts beside the log-probabilities. */
    OLD_VLLM("vllm"),
    SGLANG("sglang"),
    LLAMA_CPP("llamacpp"),
    /** Text both ways. */
    PLAIN("somebody");

    private final String owner;

    Style(String owner) {
      this.owner = owner;
    }
  }

  /** An answer that is given instead of the proper one. */
  private record Canned(int status, String body, Map<String, String> headers, long delayMillis) {}

  private final HttpServer server;
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final Style style;
  private final Tokenizer tokenizer;
  private final ToyModel model;
  private final Queue<Canned> canned = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private volatile long delayMillis;

  ToyServer(Style style, Tokenizer tokenizer, ToyModel model) throws IOException {
    this.style = style;
    this.tokenizer = tokenizer;
    this.model = model;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models", exchange -> handle(exchange, this::models));
    server.createContext("/v1/completions", exchange -> handle(exchange, this::complete));
    server.setExecutor(pool);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** The bodies of all requests for completions so far. */
  List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  /** The headers of that name, of all requests so far; empty texts where there was none. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** The most requests that were under way at once. */
  int mostRunning() {
    return mostRunning.get();
  }

  /** Makes every answer take a while. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** Gives the next request another answer than the proper one. */
  void answerNext(int status, String body, Map<String, String> headers) {
    canned.add(new Canned(status, body, headers, 0));
  }

  /** Makes the next answer come late. */
  void answerNextLate(long millis) {
    canned.add(new Canned(200, "{}", Map.of(), millis));
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdownNow();
  }

  /** What answers a request. */
  private interface Endpoint {
    JsonNode answer(JsonNode body);
  }

  private void handle(HttpExchange exchange, Endpoint endpoint) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      JsonNode body = ServerClient.MAPPER.readTree(exchange.getRequestBody());
      Canned answer = answer(body, endpoint);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, answer.status(), answer.body());
    }
  }

  /** A request counts until its answer is sent: with the answer, a client may send the next one. */
  private Canned answer(JsonNode body, Endpoint endpoint) throws IOException {
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      Canned instead = canned.poll();
      sleep(instead == null ? delayMillis : instead.delayMillis());
      return instead != null
          ? instead
          : new Canned(200, endpoint.answer(body).toString(), Map.of(), 0);
    } finally {
      running.decrementAndGet();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private JsonNode models(JsonNode nothing) {
    ObjectNode answer = ServerClient.MAPPER.createObjectNode();
    ObjectNode entry = answer.putArray("data").addObject().put("id", "toy");
    entry.put("owned_by", style.owner);
    if (style == Style.LLAMA_CPP) {
      entry.putObject("meta").put("n_ctx", POSITIONS);
    } else if (style != Style.PLAIN) {
      entry.put("max_model_len", POSITIONS);
    }
    return answer;
  }

  private JsonNode complete(JsonNode body) {
    requests.add(body);
    List<Integer> context = new ArrayList<>();
    if (body.path("prompt").isTextual()) {
      for (int id : tokenizer.encode(body.path("prompt").textValue())) {
        context.add(id);
      }
    } else {
      body.path("prompt").forEach(id -> context.add(id.intValue()));
    }
    int promptLength = context.size();
    double temperature = body.path("temperature").doubleValue();
    List<Double> logProbs = new ArrayList<>();
    boolean stopped = false;
    for (int t = 0; t < body.path("max_tokens").intValue() && !stopped; t++) {
      double[] tempered = model.next(context, temperature);
      double[] left =
          ToyModel.restricted(
              tempered,
              body.path("top_k").asInt(0),
              body.path("top_p").doubleValue(),
              body.path("min_p").asDouble(0));
      int token =
          temperature == 0
              ? ToyModel.best(tempered)
              : ToyModel.draw(left, RandomStream.uniformAt(body.path("seed").longValue(), t));
      double[] reported = style == Style.LLAMA_CPP ? model.next(context, 1) : tempered;
      logProbs.add(Math.log(reported[token]));
      context.add(token);
      stopped = stops(body, token);
    }
    return reply(
        context.subList(promptLength, context.size()), logProbs, stopped, promptLength, body);
  }

  private boolean stops(JsonNode body, int token) {
    for (JsonNode stop : body.path("stop_token_ids")) {
      if (stop.intValue() == token) {
        return true;
      }
    }
    return !body.path("ignore_eos").asBoolean() && tokenizer.stopTokens().contains(token);
  }

  private JsonNode reply(
      List<Integer> ids, List<Double> logProbs, boolean stopped, int promptLength, JsonNode body) {
    ObjectNode answer = ServerClient.MAPPER.createObjectNode();
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    int[] array = ids.stream().mapToInt(i -> i).toArray();
    int end = stopped ? array.length - 1 : array.length;
    choice.put("text", tokenizer.decode(array, 0, end, true));
    choice.put("finish_reason", stopped ? "stop" : "length");
    answer
        .putObject("usage")
        .put("prompt_tokens", promptLength)
        .put("completion_tokens", ids.size());
    if (body.has("logprobs")) {
      ObjectNode scores = choice.putObject("logprobs");
      if (style == Style.LLAMA_CPP) {
        ArrayNode content = scores.putArray("content");
        for (int i = 0; i < array.length; i++) {
          content.addObject().put("id", array[i]).put("logprob", logProbs.get(i));
        }
      } else {
        ArrayNode tokens = scores.putArray("tokens");
        boolean asIds = body.path("return_tokens_as_token_ids").asBoolean();
        ids.forEach(id -> tokens.add(asIds ? "token_id:" + id : "?"));
        logProbs.forEach(scores.withArray("token_logprobs")::add);
      }
    }
    if (body.path("return_token_ids").asBoolean() && style != Style.OLD_VLLM) {
      ids.forEach(choice.withArray("token_ids")::add);
    }
    return answer;
  }
}
