package org.logicrl.api.backend;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.Spans;

/**
 * Prompts with their responses, as a model is scored or trained on them. Only response tokens are
 * scored; each sequence has at least one prompt token to start from.
 */
public final class Sequences {

  private final Tokens tokens;
  private final int[] promptLengths;
  private final Spans responses;

  /**
   * Joins prompts and responses.
   *
   * @param tokens each sequence: prompt and response
   * @param promptLengths the number of prompt tokens of each, at least 1
   */
  public Sequences(Tokens tokens, int[] promptLengths) {
    int count = tokens.spans().count();
    if (promptLengths.length != count) {
      throw new IllegalArgumentException(
          count + " sequences, but " + promptLengths.length + " prompt lengths");
    }
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = tokens.spans().length(i) - promptLengths[i];
      if (promptLengths[i] < 1 || lengths[i] < 0) {
        throw new IllegalArgumentException(
            "sequence %d has %d tokens, of which %d are said to be the prompt"
                .formatted(i, tokens.spans().length(i), promptLengths[i]));
      }
    }
    this.tokens = tokens;
    this.promptLengths = promptLengths;
    this.responses = Spans.ofLengths(lengths);
  }

  /** Prompt and response tokens of each sequence. */
  public Tokens tokens() {
    return tokens;
  }

  /** The number of sequences. */
  public int count() {
    return promptLengths.length;
  }

  /** The number of prompt tokens of a sequence. */
  public int promptLength(int row) {
    return promptLengths[row];
  }

  /** The response tokens of each sequence: the layout of every per-token array. */
  public Spans responses() {
    return responses;
  }

  /**
   * The sequences that have a response, by their prompts: those whose prompts have the same tokens
   * stand together, in order; groups are in the order of their first sequences.
   */
  public List<List<Integer>> byPrompt() {
    Map<IntBuffer, List<Integer>> groups = new LinkedHashMap<>();
    for (int row = 0; row < count(); row++) {
      if (responses.length(row) > 0) {
        IntBuffer prompt =
            IntBuffer.wrap(tokens.ids(), tokens.spans().start(row), promptLengths[row]);
        groups.computeIfAbsent(prompt, key -> new ArrayList<>()).add(row);
      }
    }
    return List.copyOf(groups.values());
  }

  /** Some of the sequences, in the given order. */
  public Sequences select(int... rows) {
    Spans spans = tokens.spans().select(rows);
    int[] ids = new int[spans.total()];
    int[] lengths = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          tokens.ids(), tokens.spans().start(rows[i]), ids, spans.start(i), spans.length(i));
      lengths[i] = promptLengths[rows[i]];
    }
    return new Sequences(new Tokens(ids, spans), lengths);
  }
}
