package org.logicrl.core.settings;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;
import org.logicrl.api.backend.ModelShape;

/**
 * The section {@code sft}: supervised fine-tuning on a task's worked solutions, or on what the
 * model itself gets right. It starts from an existing model ({@code from}) or from a new one
 * ({@code shape}).
 *
 * @param steps steps, of which each takes one optimiser step unless it has nothing to learn
 * @param solutions what is learned from
 * @param batch problems of a step
 * @param keep of sampled solutions, the most that are learned of a problem in a step
 * @param rolloutsEvery sampled completions are written every so many steps; 0 means never
 * @param saveEvery a checkpoint after every so many steps, and at the end; 0 means at the end only
 * @param output the model folder to write, relative to the configuration file
 * @param from the model folder to start from, relative to the configuration file
 * @param shape the shape of a new model with random weights
 * @param corpus problems whose texts the vocabulary of a new model is made from
 */
public record FineTuningSettings(
    @Setting(help = "Steps.", defaultValue = "100", min = 1) int steps,
    @Setting(
            help =
                "What to learn: the task's worked solutions, or the model's own right completions.",
            defaultValue = "worked")
        Solutions solutions,
    @Setting(help = "Problems of a step.", defaultValue = "32", min = 1) int batch,
    @Setting(
            help = "Of sampled solutions, the most of a problem that a step learns.",
            defaultValue = "1",
            min = 1)
        int keep,
    @Setting(
            help = "Steps between files with sampled completions; 0 means none.",
            defaultValue = "0",
            min = 0)
        int rolloutsEvery,
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

  /** Checks that there is exactly one model to start from, and no new one to sample from. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters.
  public FineTuningSettings(
      int steps,
      Solutions solutions,
      int batch,
      int keep,
      int rolloutsEvery,
      int saveEvery,
      String output,
      @Nullable String from,
      @Nullable ModelShape shape,
      int corpus) {
    if ((from == null) == (shape == null)) {
      throw new IllegalArgumentException(
          "give either sft.from (a model folder to start from) or sft.shape (a new model)");
    }
    if (solutions == Solutions.SAMPLED && shape != null) {
      throw new IllegalArgumentException(
          "a new model gets nothing right that it could learn from:"
              + " with sft.solutions: sampled, give sft.from");
    }
    this.steps = steps;
    this.solutions = solutions;
    this.batch = batch;
    this.keep = keep;
    this.rolloutsEvery = rolloutsEvery;
    this.saveEvery = saveEvery;
    this.output = output;
    this.from = from;
    this.shape = shape;
    this.corpus = corpus;
  }
}
