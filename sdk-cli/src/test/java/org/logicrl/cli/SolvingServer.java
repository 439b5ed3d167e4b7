package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.logicrl.core.run.Json;

/** A server with OpenAI's protocol that knows by heart what to write after each prompt. */
final class SolvingServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, List<Integer>> responses = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  SolvingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/models",
        exchange ->
            answer(
                exchange,
                Map.of(
                    "data",
                    List.of(Map.of("id", "solver", "owned_by", "vllm", "max_model_len", 4096)))));
    server.createContext("/v1/completions", this::complete);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Teaches the server a response, its stop token included. */
  void learn(List<Integer> prompt, List<Integer> response) {
    responses.put(prompt.toString().replace(" ", ""), response);
  }

  /** How many requests there have been. */
  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void complete(HttpExchange exchange) throws IOException {
    JsonNode body = Json.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    List<Integer> ids = responses.getOrDefault(body.path("prompt").toString(), List.of(1, 2, 3));
    boolean known = responses.containsKey(body.path("prompt").toString());
    answer(
        exchange,
        Map.of(
            "choices",
            List.of(
                Map.of("text", "", "token_ids", ids, "finish_reason", known ? "stop" : "length")),
            "usage",
            Map.of("completion_tokens", ids.size())));
  }

  private void answer(HttpExchange exchange, Object answer) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      byte[] bytes = Json.line(answer).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
