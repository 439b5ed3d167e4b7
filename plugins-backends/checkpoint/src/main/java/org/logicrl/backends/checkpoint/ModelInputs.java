package org.logicrl.backends.checkpoint;

import org.logicrl.api.Spans;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.TooLongException;

/** Refuses what a model cannot read or answer, in the same words for every engine. */
public final class ModelInputs {

  private ModelInputs() {}

  /**
   * Refuses a request to generate that a model cannot answer.
   *
   * @param keys one for each completion of each prompt
   * @throws TooLongException when a prompt and the most tokens of its response are longer than the
   *     model allows
   * @throws IllegalArgumentException when the arguments do not fit each other or the model
   */
  public static void requireGeneratable(
      ModelConfig config, Tokens prompts, int completions, Sampling sampling, long[] keys) {
    Spans spans = prompts.spans();
    if (completions < 1 || keys.length != (long) spans.count() * completions) {
      throw new IllegalArgumentException(
          "%d prompts with %d completions each, but %d keys"
              .formatted(spans.count(), completions, keys.length));
    }
    for (int i = 0; i < spans.count(); i++) {
      if (spans.length(i) == 0) {
        throw new IllegalArgumentException(
            "prompt %d is empty, but a response needs at least one token to follow".formatted(i));
      }
    }
    long needed = (long) spans.longest() + sampling.maxTokens();
    int positions = config.maxPositions();
    if (needed > positions) {
      throw new TooLongException(
          ("the longest prompt (%d tokens) and maxTokens (%d) need %d positions, but the model has"
                  + " %d (max_position_embeddings): lower maxTokens or use another model")
              .formatted(spans.longest(), sampling.maxTokens(), needed, positions));
    }
    requireReadable(config, prompts);
  }

  /**
   * Refuses a temperature that nothing can be scored at.
   *
   * @throws IllegalArgumentException unless it is greater than 0
   */
  public static void requireTemperature(double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "the temperature to score at must be greater than 0, but is " + temperature);
    }
  }

  /**
   * Refuses tokens that a model cannot read, at which an engine itself would fail.
   *
   * @throws UnusableSettingsException when a sequence is longer than the model reads
   * @throws IllegalArgumentException when a token is none of the model's
   */
  public static void requireReadable(ModelConfig config, Tokens tokens) {
    Spans spans = tokens.spans();
    for (int row = 0; row < spans.count(); row++) {
      if (spans.length(row) > config.maxPositions()) {
        throw new UnusableSettingsException(
            ("sequence %d has %d tokens, but the model reads at most %d (max_position_embeddings):"
                    + " choose settings that make shorter ones, or another model")
                .formatted(row, spans.length(row), config.maxPositions()));
      }
      for (int i = spans.start(row); i < spans.end(row); i++) {
        if (tokens.ids()[i] < 0 || tokens.ids()[i] >= config.vocabSize()) {
          throw new IllegalArgumentException(
              ("token %d at position %d of sequence %d is not among the %d of the model"
                      + " (vocab_size): encode with the tokenizer of the model's own folder")
                  .formatted(tokens.ids()[i], i - spans.start(row), row, config.vocabSize()));
        }
      }
    }
  }
}
