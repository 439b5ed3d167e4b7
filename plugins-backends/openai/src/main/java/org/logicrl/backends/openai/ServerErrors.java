package org.logicrl.backends.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** What a server's refusals say. */
final class ServerErrors {

  private static final int LONGEST = 500;

  private ServerErrors() {}

  /** The server's own words: of OpenAI's error object, or of what others put there. */
  static String message(String body) {
    try {
      JsonNode json = ServerClient.MAPPER.readTree(body);
      for (JsonNode words :
          List.of(
              json.path("error").path("message"),
              json.path("error"),
              json.path("message"),
              json.path("detail"))) {
        if (words.isTextual() && !words.textValue().isBlank()) {
          return shortened(words.textValue());
        }
      }
    } catch (JsonProcessingException e) {
      // Then it is a text, such as a proxy's page.
    }
    return body.isBlank() ? "(no reason given)" : shortened(body);
  }

  /** A text of the server, short enough for a message. */
  static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** What became of a connection. */
  static String connection(IOException failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return "cannot be reached: no connection in time";
    }
    if (failure instanceof ConnectException) {
      return failure.getCause() instanceof UnresolvedAddressException
          ? "cannot be reached: its host is not known"
          : "cannot be reached: nothing listens there";
    }
    return "broke off: " + failure;
  }

  /** What to do about a refusal. */
  static String advice(int status) {
    return switch (status) {
      case 401, 403 -> "put a key that it accepts into the variable rollout.apiKeyVariable names";
      case 404 ->
          "check that rollout.baseUrl is where the protocol begins, such as .../v1, and that the"
              + " server offers /completions there: chat alone is not enough";
      case 301, 302, 303, 307, 308 -> "give rollout.baseUrl the address that it redirects to";
      default -> "check rollout.maxTokens, rollout.server and how the server was started";
    };
  }

  /**
   * How long a {@code Retry-After} asks to wait: a number of seconds or a date (RFC 9110, section
   * 10.2.3); zero where there is none, or nothing that makes sense.
   */
  static Duration retryAfter(Optional<String> header, Instant now) {
    String text = header.orElse("").strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
