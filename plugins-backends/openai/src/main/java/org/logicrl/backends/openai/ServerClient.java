package org.logicrl.backends.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;

/**
 * Sends requests to a server and reads its answers as JSON. Safe for several threads.
 *
 * <p>What may pass is tried again: no connection, no answer in time, and the statuses 408, 429 and
 * 5xx. Any other refusal is a mistake in the settings.
 */
final class ServerClient {

  static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient client;
  private final OpenAiSettings settings;
  private final @Nullable String apiKey;
  private final RetryPolicy policy;

  /**
   * A client.
   *
   * @param apiKey sent with each request; null for none
   */
  ServerClient(OpenAiSettings settings, @Nullable String apiKey, RetryPolicy policy) {
    this.settings = settings;
    this.apiKey = apiKey;
    this.policy = policy;
    // HTTP/1.1, because servers warn of each attempt to go on with HTTP/2; no redirects, because
    // they would carry the key elsewhere.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(RetryPolicy.seconds(settings.connectTimeoutSeconds()))
            .build();
  }

  /** Reads a part of the protocol. */
  JsonNode get(String part) throws InterruptedException {
    return send(request(part).GET().build(), 0);
  }

  /**
   * Sends an object.
   *
   * @param key draws the lengths of pauses
   */
  JsonNode post(String part, JsonNode body, long key) throws InterruptedException {
    HttpRequest request =
        request(part)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    return send(request, key);
  }

  /** The server, for messages. */
  String name() {
    return "the server at " + settings.baseUrl();
  }

  private HttpRequest.Builder request(String part) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(settings.resolve(part)).header("Accept", "application/json");
    return apiKey == null ? builder : builder.header("Authorization", "Bearer " + apiKey);
  }

  private JsonNode send(HttpRequest request, long key) throws InterruptedException {
    long end = System.nanoTime() + policy.deadline().toNanos();
    for (int attempt = 0; ; attempt++) {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      Duration wait = left.compareTo(policy.timeout()) < 0 ? left : policy.timeout();
      Attempt outcome = attempt(request, wait);
      JsonNode body = outcome.body();
      if (body != null) {
        return body;
      }
      Duration pause = policy.pause(key, attempt, outcome.askedPause());
      // Compared as durations, since a server may ask for centuries.
      boolean late = pause.compareTo(Duration.ofNanos(end - System.nanoTime())) >= 0;
      if (attempt >= policy.retries() || late) {
        throw new ServerException(
            "%s %s; given up after %d of %d tries%s"
                .formatted(
                    name(),
                    outcome.problem(),
                    attempt + 1,
                    policy.retries() + 1,
                    late
                        ? ", for another one would pass the deadline of %s s"
                            .formatted(policy.deadline().toMillis() / 1e3)
                        : ""),
            outcome.cause());
      }
      Thread.sleep(pause.toMillis());
    }
  }

  /**
   * What came of a try.
   *
   * @param body the answer; null when there is none and another try may help
   * @param problem what happened instead
   * @param askedPause how long the server asks to wait
   */
  private record Attempt(
      @Nullable JsonNode body, String problem, Duration askedPause, @Nullable Throwable cause) {

    static Attempt failed(String problem, @Nullable Throwable cause) {
      return new Attempt(null, problem, Duration.ZERO, cause);
    }
  }

  private Attempt attempt(HttpRequest request, Duration wait) throws InterruptedException {
    // The timeout of a request ends with the answer's headers; this one covers its body, too.
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return read(request.uri(), answer.get(wait.toMillis() + 1, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Attempt.failed(
          String.format(Locale.ROOT, "did not answer within %.1f s", wait.toMillis() / 1e3), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        return Attempt.failed(ServerErrors.connection(failure), failure);
      }
      throw new ServerException(name() + " could not be asked: " + e.getCause(), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private Attempt read(URI uri, HttpResponse<String> response) {
    int status = response.statusCode();
    String body = response.body();
    if (status == 200) {
      try {
        return new Attempt(MAPPER.readTree(body), "", Duration.ZERO, null);
      } catch (JsonProcessingException e) {
        throw new ServerException(
            "%s answers %s with something that is not JSON: %s"
                .formatted(name(), uri, ServerErrors.shortened(body)),
            e);
      }
    }
    if (status == 408 || status == 429 || status >= 500) {
      String problem = "answered with status %d: %s".formatted(status, ServerErrors.message(body));
      return new Attempt(
          null,
          problem,
          ServerErrors.retryAfter(response.headers().firstValue("Retry-After"), Instant.now()),
          null);
    }
    throw new UnusableSettingsException(
        "%s refuses %s with status %d: %s; %s"
            .formatted(
                name(), uri, status, ServerErrors.message(body), ServerErrors.advice(status)));
  }
}
