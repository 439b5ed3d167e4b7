package org.logicrl.backends.openai;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.backends.checkpoint.NewModel;

/** A model folder with a tokenizer, and backends that do not wait long. */
final class Fixture {

  static final RetryPolicy QUICK =
      new RetryPolicy(
          3,
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20));

  private Fixture() {}

  /** Writes a model folder whose tokenizer knows some words. */
  static Path model(Path folder) throws IOException {
    Path model = folder.resolve("model");
    NewModel.write(
        model,
        new ModelShape(16, 1, 2, 1, 32, 64, 10_000, 0.2),
        List.of("Zoey is a knight, and Oliver is a knave."),
        1);
    return model;
  }

  static OpenAiSettings settings(String baseUrl) {
    return settings(baseUrl, null, LogProbs.AUTO, null, 8);
  }

  static OpenAiSettings settings(
      String baseUrl,
      @Nullable String model,
      LogProbs logProbs,
      @Nullable String apiKeyVariable,
      int concurrency) {
    return new OpenAiSettings(
        baseUrl, model, Server.AUTO, logProbs, apiKeyVariable, concurrency, 10, 20, 3, 20);
  }

  static OpenAiSettings settings(String baseUrl, Server server, LogProbs logProbs) {
    return new OpenAiSettings(baseUrl, null, server, logProbs, null, 8, 10, 20, 3, 20);
  }

  static OpenAiBackend backend(OpenAiSettings settings) {
    return OpenAiBackend.create(settings, Map.of(), QUICK);
  }
}
