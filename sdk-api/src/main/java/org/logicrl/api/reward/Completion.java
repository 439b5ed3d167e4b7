package org.logicrl.api.reward;

/**
 * What a model wrote, as text.
 *
 * @param prompt the rendered prompt without the response prefix, special tokens kept
 * @param responsePrefix the beginning of the response that the prompt already held, such as {@code
 *     <think>}; may be empty
 * @param response what the model added, special tokens kept
 * @param responseTokens the number of tokens that the model added; {@link #UNKNOWN_LENGTH} when the
 *     text came without them, as from a file
 */
public record Completion(
    String prompt, String responsePrefix, String response, int responseTokens) {

  /** The number of tokens where nobody counted them. */
  public static final int UNKNOWN_LENGTH = -1;

  /** Checks the number of tokens. */
  public Completion {
    if (responseTokens < UNKNOWN_LENGTH) {
      throw new IllegalArgumentException(
          "responseTokens must be a count, or -1 when unknown, but is " + responseTokens);
    }
  }

  /** A completion of unknown length in tokens. */
  public Completion(String prompt, String responsePrefix, String response) {
    this(prompt, responsePrefix, response, UNKNOWN_LENGTH);
  }

  /** Everything that counts as the assistant's: prefix and response. */
  public String assistantText() {
    return responsePrefix + response;
  }
}
