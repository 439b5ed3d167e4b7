package org.logicrl.backends.openai;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.backend.Backend;

/** Offers the backend {@code openai}. */
public final class OpenAiPlugin implements Plugin {

  @Override
  public List<Factory<?, Backend>> backends() {
    return List.of(
        new Factory<>(
            "openai",
            "a server with OpenAI's protocol, such as vLLM: generates, for evaluation",
            OpenAiSettings.class,
            (settings, context) -> OpenAiBackend.create(settings, System.getenv())));
  }
}
