package org.logicrl.core.settings;

import org.logicrl.api.Setting;
import org.logicrl.api.backend.OptimizerSettings;

/**
 * The section {@code learner}: the optimiser and how often it steps.
 *
 * @param learningRate the highest learning rate of the policy
 * @param schedule how the rate develops after the warm-up
 * @param warmupSteps training steps over which the rate grows linearly from 0
 * @param finalLearningRate the rate at the end of a decaying schedule, as a share of the highest
 * @param miniBatches optimiser steps of one pass over a rollout
 * @param epochs passes over each rollout
 * @param criticLearningRate the highest learning rate of the critic, for algorithms that have one
 * @param criticWarmupSteps training steps at the start in which only the critic learns
 * @param beta1 see {@link OptimizerSettings}
 * @param beta2 see {@link OptimizerSettings}
 * @param epsilon see {@link OptimizerSettings}
 * @param weightDecay see {@link OptimizerSettings}
 * @param maxGradNorm see {@link OptimizerSettings}
 * @param maxSkippedSteps the run ends as diverged after so many steps in a row without a finite
 *     gradient
 */
public record LearnerSettings(
    @Setting(help = "Highest learning rate of the policy.", defaultValue = "1e-6", min = 0)
        double learningRate,
    @Setting(help = "How the learning rate develops after the warm-up.", defaultValue = "constant")
        LearningRateSchedule schedule,
    @Setting(
            help = "Training steps over which the learning rate grows from 0.",
            defaultValue = "0",
            min = 0)
        int warmupSteps,
    @Setting(
            help = "Learning rate at the end of a decaying schedule, as a share of the highest.",
            defaultValue = "0.0",
            min = 0,
            max = 1)
        double finalLearningRate,
    @Setting(help = "Optimiser steps of one pass over a rollout.", defaultValue = "1", min = 1)
        int miniBatches,
    @Setting(help = "Passes over each rollout.", defaultValue = "1", min = 1) int epochs,
    @Setting(help = "Highest learning rate of the critic.", defaultValue = "1e-5", min = 0)
        double criticLearningRate,
    @Setting(
            help = "Training steps at the start in which only the critic learns.",
            defaultValue = "0",
            min = 0)
        int criticWarmupSteps,
    @Setting(
            help = "AdamW: decay of the mean of gradients.",
            defaultValue = "0.9",
            min = 0,
            max = 0.9999999)
        double beta1,
    @Setting(
            help = "AdamW: decay of the mean of squared gradients.",
            defaultValue = "0.999",
            min = 0,
            max = 0.9999999)
        double beta2,
    @Setting(help = "AdamW: added to the root of the second mean.", defaultValue = "1e-8", min = 0)
        double epsilon,
    @Setting(help = "AdamW: decoupled weight decay.", defaultValue = "0.01", min = 0)
        double weightDecay,
    @Setting(
            help = "Gradients are scaled down to this global norm; 0 means never.",
            defaultValue = "1.0",
            min = 0)
        double maxGradNorm,
    @Setting(
            help = "Steps in a row without a finite gradient after which the run has diverged.",
            defaultValue = "5",
            min = 1)
        int maxSkippedSteps) {

  /** The constants of AdamW. */
  public OptimizerSettings optimizer() {
    return new OptimizerSettings(beta1, beta2, epsilon, weightDecay, maxGradNorm);
  }

  /**
   * The policy's learning rate.
   *
   * @param step the training step, from 0
   * @param steps all training steps of the run
   */
  public double learningRate(long step, long steps) {
    return learningRate * share(step, steps);
  }

  /** The critic's learning rate; see {@link #learningRate(long, long)}. */
  public double criticLearningRate(long step, long steps) {
    return criticLearningRate * share(step, steps);
  }

  private double share(long step, long steps) {
    if (step < warmupSteps) {
      return (step + 1.0) / (warmupSteps + 1.0);
    }
    double progress = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    return schedule.share(Math.min(1, progress), finalLearningRate);
  }
}
