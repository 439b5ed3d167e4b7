package org.logicrl.backends.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.UnusableSettingsException;

/**
 * A model that a server has.
 *
 * @param name what requests call it
 * @param server the kind of server
 * @param positions the longest sequence; 0 where the server does not say
 */
record ServedModel(String name, Server server, int positions) {

  /**
   * Chooses a model out of the server's list. One that lists nothing, such as that of transformers
   * for a model in a folder, is asked for what is wanted all the same.
   *
   * @param list the answer to {@code /models}
   * @param wanted its name; null for the only one there is
   * @param source the server, for messages
   */
  static ServedModel choose(JsonNode list, @Nullable String wanted, String source) {
    List<String> names = new ArrayList<>();
    for (JsonNode model : list.path("data")) {
      String name = model.path("id").asText();
      if (name.equals(wanted) || (wanted == null && list.path("data").size() == 1)) {
        return new ServedModel(
            name, Server.ownedBy(model.path("owned_by").asText()), positions(model));
      }
      names.add(name);
    }
    if (!list.path("data").isArray()) {
      throw new ServerException(
          "%s does not list its models as OpenAI's protocol has it; check rollout.baseUrl: %s"
              .formatted(source, ServerErrors.shortened(list.toString())));
    }
    if (wanted != null && names.isEmpty()) {
      return new ServedModel(wanted, Server.OTHER, 0);
    }
    if (names.isEmpty()) {
      throw new UnusableSettingsException(
          source + " lists no model: set rollout.model to the name of the one that it has");
    }
    throw new UnusableSettingsException(
        wanted == null
            ? "%s has %d models: set rollout.model to one of %s"
                .formatted(source, names.size(), names)
            : "%s has no model '%s': set rollout.model to one of %s"
                .formatted(source, wanted, names));
  }

  /** vLLM and SGLang say {@code max_model_len}, llama.cpp the context of a slot. */
  private static int positions(JsonNode model) {
    return model.path("max_model_len").asInt(model.path("meta").path("n_ctx").asInt(0));
  }
}
