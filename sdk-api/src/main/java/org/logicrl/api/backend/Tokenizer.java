package org.logicrl.api.backend;

import java.util.List;
import org.logicrl.api.task.Prompt;

/** Turns text into tokens and back, as the model folder says. Safe for several threads. */
public interface Tokenizer {

  /** The tokens of a text; special tokens in it are recognised, none are added. */
  int[] encode(String text);

  /**
   * The prompt as text, rendered by the model's chat template where it is a chat, with its prefix.
   *
   * @throws org.logicrl.api.UnusableSettingsException when the prompt is a chat and the model has
   *     no template, or one that refuses it
   */
  String render(Prompt prompt);

  /**
   * The text of some tokens.
   *
   * @param ids the array that holds the tokens
   * @param from the first
   * @param to one past the last
   * @param keepSpecial whether special tokens are written out
   */
  String decode(int[] ids, int from, int to, boolean keepSpecial);

  /** The tokens that end a response, at least one. The first is the one that training writes. */
  List<Integer> stopTokens();

  /** The number of tokens, special ones included. */
  int size();
}
