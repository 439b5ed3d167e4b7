package org.logicrl.api.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model in training: scores responses and takes optimiser steps.
 *
 * <p>An implementor
 *
 * <ol>
 *   <li>must show the loss every sequence that has a response exactly once per update, in
 *       micro-batches of its own choice;
 *   <li>must take one AdamW step per update (Loshchilov and Hutter, arXiv 1711.05101, as in
 *       PyTorch), after clipping the gradient to a global norm;
 *   <li>must skip the step when the gradient is not finite, and say so;
 *   <li>must restore, from what it saved, exactly the state it had.
 * </ol>
 */
public interface Learner extends Scorer {

  /**
   * One optimiser step.
   *
   * @param temperature divides the logits; greater than 0
   * @param learningRate of this step
   * @param loss gives the derivatives that are back-propagated
   */
  Update update(Sequences sequences, double temperature, double learningRate, TokenLoss loss);

  /**
   * The weights as they are now, to hand to a generator. Valid until the next update; their memory
   * may be used again by this method and by {@link #saveModel}.
   */
  Weights weights();

  /**
   * The model of a folder, frozen, where this learner still holds it: below the adapters that it
   * trains. It shares the learner's memory, which spares a run a second copy for its reference, and
   * must be closed before the learner. Empty where training changes the model itself, or began with
   * another one.
   *
   * @param model the folder
   */
  default Optional<Scorer> base(Path model) throws IOException {
    return Optional.empty();
  }

  /** Writes a Hugging Face model folder with config, weights and tokenizer. */
  void saveModel(Path folder) throws IOException;

  /** Writes what else must be kept to go on exactly: the optimiser's state. */
  void saveState(Path folder) throws IOException;

  /** Reads what {@link #saveState} wrote; the model itself has been opened from its own folder. */
  void restoreState(Path folder) throws IOException;

  /** The loss as the learner sees it: derivatives for numbers. */
  @FunctionalInterface
  interface TokenLoss {
    /**
     * Differentiates the loss of a micro-batch.
     *
     * @param rows which sequences the micro-batch holds, in this order; the arrays are laid out by
     *     {@code sequences.responses().select(rows)}
     * @param scores current log-probabilities and entropies
     */
    TokenGradients gradients(int[] rows, TokenScores scores);
  }

  /**
   * Derivatives of a loss.
   *
   * @param logProbs by each log-probability
   * @param entropies by each entropy; null when all are zero
   */
  record TokenGradients(float[] logProbs, float @Nullable [] entropies) {}
}
