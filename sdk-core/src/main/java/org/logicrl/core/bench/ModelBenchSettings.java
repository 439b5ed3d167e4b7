package org.logicrl.core.bench;

import org.logicrl.api.Setting;
import org.logicrl.api.backend.ModelShape;

/**
 * Keys of the section {@code bench} for models.
 *
 * @param shape of the model, which gets random weights
 * @param vocabulary the number of words; to generate, the tokens that spell other texts come on
 *     top, to learn they are left out
 * @param prompts different prompts
 * @param completions completions of each prompt
 * @param promptTokens the length of every prompt
 * @param newTokens the length of every completion
 */
public record ModelBenchSettings(
    @Setting(help = "Shape of the model.") ModelShape shape,
    @Setting(help = "Words of the vocabulary.", defaultValue = "300", min = 2, max = 200000)
        int vocabulary,
    @Setting(help = "Different prompts.", defaultValue = "8", min = 1) int prompts,
    @Setting(help = "Completions of each prompt.", defaultValue = "8", min = 1) int completions,
    @Setting(help = "Tokens of every prompt.", defaultValue = "64", min = 1) int promptTokens,
    @Setting(help = "Tokens of every completion.", defaultValue = "128", min = 1) int newTokens) {

  /** Checks that the sequences fit into the model. */
  public ModelBenchSettings {
    if ((long) promptTokens + newTokens > shape.maxPositions()) {
      throw new IllegalArgumentException(
          "promptTokens (%d) and newTokens (%d) need a longer shape.maxPositions than %d"
              .formatted(promptTokens, newTokens, shape.maxPositions()));
    }
  }
}
