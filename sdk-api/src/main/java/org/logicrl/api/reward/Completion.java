package org.logicrl.api.reward;

/**
 * What a model wrote, as text.
 *
 * @param prompt the rendered prompt without the response prefix, special tokens kept
 * @param responsePrefix the beginning of the response that the prompt already held, such as {@code
 *     <think>}; may be empty
 * @param response what the model added, special tokens kept
 */
public record Completion(String prompt, String responsePrefix, String response) {

  /** Everything that counts as the assistant's: prefix and response. */
  public String assistantText() {
    return responsePrefix + response;
  }
}
