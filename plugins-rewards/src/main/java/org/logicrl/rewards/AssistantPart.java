package org.logicrl.rewards;

import org.logicrl.api.reward.Completion;

/** Where, in prompt and response, the assistant's words begin. */
final class AssistantPart {

  private static final String PLAIN_HEADER = "Assistant:";
  private static final String CHAT_HEADER = "<|im_start|>assistant";

  private AssistantPart() {}

  /** The prompt and everything after it, as one text. */
  static String wholeText(Completion completion) {
    return completion.prompt() + completion.responsePrefix() + completion.response();
  }

  /** Whether the published function would find an assistant header in this text. */
  static boolean hasHeader(String wholeText) {
    return wholeText.contains(PLAIN_HEADER) || wholeText.contains(CHAT_HEADER);
  }

  /**
   * What the published function reads: all after the <em>first</em> plain header, else all after
   * the first chat header, wherever they stand; without either, the {@linkplain #ofResponse
   * response}.
   */
  static String published(Completion completion) {
    String text = wholeText(completion);
    int header = text.indexOf(PLAIN_HEADER);
    if (header >= 0) {
      return text.substring(header + PLAIN_HEADER.length());
    }
    header = text.indexOf(CHAT_HEADER);
    if (header >= 0) {
      return text.substring(header + CHAT_HEADER.length());
    }
    return ofResponse(completion);
  }

  /**
   * What nothing that prompt or response say can move: prefix and response, with the opening tag
   * that ends the prompt where no prefix was split off, as in rows of a file.
   */
  static String ofResponse(Completion completion) {
    boolean opened =
        completion.responsePrefix().isEmpty()
            && completion.prompt().stripTrailing().endsWith(Tags.THINK);
    return opened ? Tags.THINK + completion.response() : completion.assistantText();
  }
}
