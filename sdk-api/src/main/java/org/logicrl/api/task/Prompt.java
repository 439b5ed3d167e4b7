package org.logicrl.api.task;

import java.util.List;

/**
 * What a model is shown: raw text, or chat messages that the model's own chat template renders.
 *
 * <p>A prompt may open the response itself, for example with {@code <think>}: this prefix stands at
 * the end of what the model reads, and belongs to the response when it is scored.
 */
public sealed interface Prompt {

  /** The beginning of the response that the prompt already holds; empty when it holds none. */
  String responsePrefix();

  /**
   * Text that is tokenised as it is, special tokens recognised.
   *
   * @param text everything before the response prefix
   */
  record Text(String text, String responsePrefix) implements Prompt {}

  /**
   * Messages for the model's chat template, rendered with the header of the assistant's turn at the
   * end.
   *
   * @param messages at least one
   */
  record Chat(List<Message> messages, String responsePrefix) implements Prompt {
    /** Copies the messages. */
    public Chat {
      messages = List.copyOf(messages);
    }
  }

  /**
   * One turn of a conversation.
   *
   * @param role {@code system}, {@code user} or {@code assistant}
   */
  record Message(String role, String content) {}
}
