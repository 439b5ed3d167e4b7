package org.logicrl.core.settings;

import java.util.List;
import org.logicrl.api.Setting;
import org.logicrl.api.task.Split;

/**
 * The section {@code evaluation}: accuracy on held-out problems.
 *
 * @param split the problems to use
 * @param problems how many of them, from the first; 0 means no evaluations at all
 * @param outOfDistribution how many problems of the split that is harder than training
 * @param samples completions of each problem at the temperature; besides, one is decoded greedily
 * @param temperature divides the logits
 * @param every also during training, after every so many steps; 0 means before and after only
 * @param maxTokens most tokens of a completion; 0 means as in training
 * @param perturbations changes that the task makes to the problems of the split, to measure how
 *     much of what the model solves it has memorised; see {@link
 *     org.logicrl.api.task.Task#perturbations}
 */
public record EvaluationSettings(
    @Setting(help = "Problems to use.", defaultValue = "test") Split split,
    @Setting(
            help = "How many problems, from the first; 0 means no evaluations.",
            defaultValue = "200",
            min = 0)
        int problems,
    @Setting(
            help = "How many problems that are harder than those of training.",
            defaultValue = "100",
            min = 0)
        int outOfDistribution,
    @Setting(help = "Completions of each problem.", defaultValue = "4", min = 1) int samples,
    @Setting(help = "Divides the logits.", defaultValue = "1.0", min = 0.01, max = 100)
        double temperature,
    @Setting(
            help = "Steps between evaluations during training; 0 means before and after only.",
            defaultValue = "0",
            min = 0)
        int every,
    @Setting(
            help = "Most tokens of a completion; 0 means as in rollout.",
            defaultValue = "0",
            min = 0)
        int maxTokens,
    @Setting(
            help = "Changes to the problems that memorisation is measured by.",
            defaultValue = "[]")
        List<String> perturbations) {

  /** Copies the list, each name once; underscores in them are dashes, as in every other choice. */
  public EvaluationSettings {
    perturbations = perturbations.stream().map(name -> name.replace('_', '-')).distinct().toList();
  }
}
