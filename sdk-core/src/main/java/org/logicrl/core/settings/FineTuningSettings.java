package org.logicrl.core.settings;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;
import org.logicrl.api.backend.ModelShape;

/**
 * The section {@code sft}: supervised fine-tuning on a task's worked solutions. It starts from an
 * existing model ({@code from}) or from a new one ({@code shape}).
 *
 * @param steps optimiser steps
 * @param batch worked solutions of a step
 * @param saveEvery a checkpoint after every so many steps, and at the end; 0 means at the end only
 * @param output the model folder to write, relative to the configuration file
 * @param from the model folder to start from, relative to the configuration file
 * @param shape the shape of a new model with random weights
 * @param corpus problems whose texts the vocabulary of a new model is made from
 */
public record FineTuningSettings(
    @Setting(help = "Optimiser steps.", defaultValue = "100", min = 1) int steps,
    @Setting(help = "Worked solutions of a step.", defaultValue = "32", min = 1) int batch,
    @Setting(
            help = "Steps between checkpoints; 0 means one at the end only.",
            defaultValue = "50",
            min = 0)
        int saveEvery,
    @Setting(help = "Model folder to write, relative to the configuration file.") String output,
    @Setting(help = "Model folder to start from, relative to the configuration file.")
        @Nullable String from,
    @Setting(help = "Shape of a new model, instead of one to start from.")
        @Nullable ModelShape shape,
    @Setting(
            help = "Problems whose texts the vocabulary of a new model is made from.",
            defaultValue = "5000",
            min = 1)
        int corpus) {

  /** Checks that there is exactly one model to start from. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters.
  public FineTuningSettings(
      int steps,
      int batch,
      int saveEvery,
      String output,
      @Nullable String from,
      @Nullable ModelShape shape,
      int corpus) {
    if ((from == null) == (shape == null)) {
      throw new IllegalArgumentException(
          "give either sft.from (a model folder to start from) or sft.shape (a new model)");
    }
    this.steps = steps;
    this.batch = batch;
    this.saveEvery = saveEvery;
    this.output = output;
    this.from = from;
    this.shape = shape;
    this.corpus = corpus;
  }
}
