package org.logicrl.backends.openai;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;

/**
 * Settings of the OpenAI backend.
 *
 * @param baseUrl where the protocol begins, such as {@code http://localhost:8000/v1}
 * @param model the name under which the server has the model; null for the only one it has
 * @param server what kind of server it is: what it understands beyond OpenAI's own parameters
 * @param logProbs of which distribution the server's log-probabilities are
 * @param apiKeyVariable the environment variable that holds the key; null where none is needed.
 *     Only its name is part of a configuration: a key would be copied into the run's folder
 * @param concurrency the most requests under way at once, each for one completion
 * @param connectTimeoutSeconds the longest wait for a connection
 * @param requestTimeoutSeconds the longest wait for one answer
 * @param retries how often a request is tried again
 * @param deadlineSeconds the longest time for one completion, all tries and pauses together
 */
public record OpenAiSettings(
    @Setting(help = "Where the protocol begins, such as http://localhost:8000/v1.") String baseUrl,
    @Setting(help = "Name of the model on the server; may be left out where there is one only.")
        @Nullable String model,
    @Setting(
            help = "Kind of server; auto asks it, other uses OpenAI's own parameters only.",
            defaultValue = "auto")
        Server server,
    @Setting(
            help = "Distribution of the server's log-probabilities; auto means its kind's default.",
            defaultValue = "auto")
        LogProbs logProbs,
    @Setting(help = "Environment variable that holds the API key.") @Nullable String apiKeyVariable,
    @Setting(help = "Most requests under way at once.", defaultValue = "32", min = 1, max = 4096)
        int concurrency,
    @Setting(help = "Seconds to wait for a connection.", defaultValue = "10", min = 0.1, max = 3600)
        double connectTimeoutSeconds,
    @Setting(help = "Seconds to wait for one answer.", defaultValue = "300", min = 0.1, max = 86400)
        double requestTimeoutSeconds,
    @Setting(help = "How often a request is tried again.", defaultValue = "5", min = 0, max = 100)
        int retries,
    @Setting(
            help = "Seconds for one completion, all tries and pauses together.",
            defaultValue = "900",
            min = 0.1,
            max = 604800)
        double deadlineSeconds) {

  /** Checks the address, and that a name stands where a name belongs. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters.
  public OpenAiSettings(
      String baseUrl,
      @Nullable String model,
      Server server,
      LogProbs logProbs,
      @Nullable String apiKeyVariable,
      int concurrency,
      double connectTimeoutSeconds,
      double requestTimeoutSeconds,
      int retries,
      double deadlineSeconds) {
    requireAddress(baseUrl);
    if (apiKeyVariable != null && !apiKeyVariable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      // Its value is left out of the message: it may be the key.
      throw new IllegalArgumentException(
          "apiKeyVariable must be the name of an environment variable, such as OPENAI_API_KEY;"
              + " put the key into that variable, not into the configuration");
    }
    this.baseUrl = baseUrl;
    this.model = model;
    this.server = server;
    this.logProbs = logProbs;
    this.apiKeyVariable = apiKeyVariable;
    this.concurrency = concurrency;
    this.connectTimeoutSeconds = connectTimeoutSeconds;
    this.requestTimeoutSeconds = requestTimeoutSeconds;
    this.retries = retries;
    this.deadlineSeconds = deadlineSeconds;
  }

  private static void requireAddress(String text) {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme();
      if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
        throw new IllegalArgumentException(
            "baseUrl must hold no user and password; give a key by apiKeyVariable");
      }
      if (address.getHost() == null && text.matches("https?://[^/]*_.*")) {
        throw new IllegalArgumentException(
            "baseUrl must name a host without an underscore, but is '%s': give the host another name, or its address"
                .formatted(text));
      }
      if (("http".equals(scheme) || "https".equals(scheme))
          && address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      // The message below says what is wanted.
    }
    throw new IllegalArgumentException(
        "baseUrl must be an address such as http://localhost:8000/v1, but is '" + text + "'");
  }

  /** The address of a part of the protocol. */
  URI resolve(String part) {
    return URI.create(baseUrl.replaceFirst("/+$", "") + "/" + part);
  }
}
