package org.logicrl.backends.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Tokenizer;
import org.logicrl.backends.checkpoint.InvalidJson;
import org.logicrl.backends.checkpoint.ModelTokenizer;

/**
 * Generates on a server that speaks OpenAI's completions protocol, with the tokenizer of a local
 * model folder.
 *
 * <p>It takes no weights. The protocol has no request for that, and of the servers' own ways none
 * answers with a checksum of what it then holds; without one, rollouts from stale weights would go
 * unnoticed.
 */
final class OpenAiBackend implements Backend {

  private final OpenAiSettings settings;
  private final ServerClient client;

  private OpenAiBackend(OpenAiSettings settings, ServerClient client) {
    this.settings = settings;
    this.client = client;
  }

  /**
   * A backend; nothing is sent yet.
   *
   * @param environment holds the API key
   * @throws IllegalArgumentException when the variable of the key is not set
   */
  static OpenAiBackend create(OpenAiSettings settings, Map<String, String> environment) {
    return create(settings, environment, RetryPolicy.of(settings));
  }

  /** A backend that tries again by another policy than the settings'. */
  static OpenAiBackend create(
      OpenAiSettings settings, Map<String, String> environment, RetryPolicy policy) {
    return new OpenAiBackend(
        settings, new ServerClient(settings, apiKey(settings, environment), policy));
  }

  private static @Nullable String apiKey(OpenAiSettings settings, Map<String, String> environment) {
    String variable = settings.apiKeyVariable();
    if (variable == null) {
      return null;
    }
    String key = environment.get(variable);
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException(
          "apiKeyVariable names the environment variable %s, which is not set".formatted(variable));
    }
    String stripped = key.strip();
    if (!stripped.matches("[\\x21-\\x7e]+")) {
      // A header cannot hold it, and the failure would show it.
      throw new IllegalArgumentException(
          "apiKeyVariable names the environment variable %s, which holds white space or characters that no key has"
              .formatted(variable));
    }
    return stripped;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.GENERATE);
  }

  @Override
  public boolean takesWeights() {
    return false;
  }

  @Override
  public Tokenizer tokenizer(Path model) throws IOException {
    return ModelTokenizer.open(model);
  }

  /**
   * Opens a model that the server has.
   *
   * @param model a folder with the model's tokenizer; weights are not looked at
   * @throws UnusableSettingsException when the server cannot be reached, has no such model, or is
   *     not asked for the log-probabilities that the settings tell about
   */
  @Override
  public Generator generator(Path model) throws IOException {
    Tokenizer tokenizer = ModelTokenizer.open(model);
    ServedModel served = served();
    Server server = settings.server() == Server.AUTO ? served.server() : settings.server();
    LogProbs logProbs = logProbs(server);
    int vocabulary = Math.max(tokenizer.size(), embeddingRows(model));
    return new ServerGenerator(
        client,
        new CompletionRequest(served, server, tokenizer),
        new ReplyReader(tokenizer, vocabulary, logProbs, client.name()),
        served.positions(),
        vocabulary,
        settings.concurrency());
  }

  private LogProbs logProbs(Server server) {
    LogProbs wanted = settings.logProbs();
    if (wanted == LogProbs.AUTO) {
      return server.logProbs();
    }
    if (wanted != LogProbs.UNKNOWN && !server.givesLogProbs()) {
      throw new UnusableSettingsException(
          ("rollout.logProbs is %s, but a server of the kind %s is not asked for"
                  + " log-probabilities: leave it out, or set rollout.server to the kind of the"
                  + " server")
              .formatted(label(wanted), label(server)));
    }
    return wanted;
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private ServedModel served() throws IOException {
    try {
      return ServedModel.choose(client.get("models"), settings.model(), client.name());
    } catch (ServerException e) {
      // Before anything was generated, the address is more likely wrong than the server down.
      UnusableSettingsException wrong =
          new UnusableSettingsException(
              e.getMessage() + "; check rollout.baseUrl, and that the server has started");
      wrong.initCause(e);
      throw wrong;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + client.name());
    }
  }

  /** Models are often padded to more rows than their tokenizer has tokens; 0 where not said. */
  private static int embeddingRows(Path model) throws IOException {
    Path config = model.resolve("config.json");
    if (!Files.isRegularFile(config)) {
      return 0;
    }
    try {
      return ServerClient.MAPPER.readTree(config.toFile()).path("vocab_size").asInt(0);
    } catch (JsonProcessingException e) {
      throw InvalidJson.of(config, e);
    }
  }

  @Override
  public void close() {
    // Nothing is kept open but idle connections, which close themselves.
  }
}
