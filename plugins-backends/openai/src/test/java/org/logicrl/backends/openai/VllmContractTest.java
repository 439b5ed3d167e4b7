package org.logicrl.backends.openai;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.Backend;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.ModelTokenizer;
import org.logicrl.testkit.BackendContract;

/** On a server that answers as vLLM with processed log-probabilities does. */
class VllmContractTest extends BackendContract {

  @TempDir private static Path folder;
  private static Path model = Path.of("");
  private static int vocabulary;
  private static @Nullable ToyServer server;

  @BeforeAll
  static void start() throws IOException {
    model = Fixture.model(folder);
    vocabulary = ModelConfig.read(model.resolve("config.json")).vocabSize();
    server =
        new ToyServer(
            ToyServer.Style.VLLM, ModelTokenizer.open(model), new ToyModel(vocabulary, Set.of()));
  }

  @AfterAll
  static void stop() {
    running().close();
  }

  private static ToyServer running() {
    if (server == null) {
      throw new IllegalStateException("the server has not started");
    }
    return server;
  }

  @Override
  protected Backend backend() {
    return Fixture.backend(
        Fixture.settings(running().baseUrl(), "toy", LogProbs.PROCESSED, null, 16));
  }

  @Override
  protected Path model() {
    return model;
  }

  @Override
  protected int vocabularySize() {
    return vocabulary;
  }
}
