package org.logicrl.backends.checkpoint;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.task.Prompt;
import org.logicrl.backends.checkpoint.jinja.JinjaTemplate;

/** Turns chat messages into the text that a model was trained on. */
final class ChatTemplate {

  private final JinjaTemplate template;
  private final Map<String, String> specialTokens;

  /**
   * Parses a template.
   *
   * @param specialTokens the variables {@code bos_token}, {@code eos_token} and so on
   */
  ChatTemplate(String source, Map<String, String> specialTokens) {
    this.template = new JinjaTemplate(source);
    this.specialTokens = Map.copyOf(specialTokens);
  }

  /**
   * The messages as text.
   *
   * @param openAnswer whether the header of the assistant's turn follows
   */
  String render(List<Prompt.Message> messages, boolean openAnswer) {
    Map<String, @Nullable Object> variables = new HashMap<>(specialTokens);
    variables.put("messages", messages.stream().map(ChatTemplate::asMap).toList());
    variables.put("add_generation_prompt", openAnswer);
    // Transformers passes these two always, so that "is defined" holds for them.
    variables.put("tools", null);
    variables.put("documents", null);
    return template.render(variables);
  }

  /** In the order of the keys that transformers' users write. */
  private static Map<String, String> asMap(Prompt.Message message) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("role", message.role());
    map.put("content", message.content());
    return map;
  }
}
