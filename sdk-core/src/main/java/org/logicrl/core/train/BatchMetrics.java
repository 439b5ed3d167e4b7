package org.logicrl.core.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.Spans;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.core.rollout.Rollouts;

/** What is logged about the rollouts of a step, under verl's names where it has one. */
final class BatchMetrics {

  private BatchMetrics() {}

  /** What is known of rollouts once they are scored. */
  static Map<String, Double> of(Rollouts rollouts, List<Reward> rewards) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    float[] totals = totals(rewards);
    range(metrics, "critic/score", totals);
    metrics.putAll(ofRewards(rewards));
    Spans responses = rollouts.sequences().responses();
    lengths(metrics, "response_length", responses);
    lengths(metrics, "prompt_length", promptSpans(rollouts));
    long cut =
        rollouts.generation().finishes().stream()
            .filter(finish -> finish == Generation.Finish.LENGTH)
            .count();
    metrics.put("response_length/clip_ratio", (double) cut / rollouts.count());
    float[] keptMass = rollouts.generation().keptMass();
    if (keptMass != null) {
      range(metrics, "rollout/kept_mass", keptMass);
    }
    metrics.put("rollout/uniform_groups", uniformGroups(rollouts, totals));
    return metrics;
  }

  /** The totals of rewards, in their order. */
  static float[] totals(List<Reward> rewards) {
    float[] totals = new float[rewards.size()];
    for (int row = 0; row < totals.length; row++) {
      totals[row] = (float) rewards.get(row).total();
    }
    return totals;
  }

  /** The mean of each component of the rewards, and the share of each outcome. */
  static Map<String, Double> ofRewards(List<Reward> rewards) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Reward reward : rewards) {
      reward.components().forEach((name, value) -> sums.merge(name, value, Double::sum));
    }
    sums.forEach((name, sum) -> metrics.put("reward/" + name + "/mean", sum / rewards.size()));
    for (Outcome outcome : Outcome.values()) {
      long count = rewards.stream().filter(reward -> reward.verdict().outcome() == outcome).count();
      metrics.put("outcome/" + outcome.label(), (double) count / rewards.size());
    }
    return metrics;
  }

  /**
   * The share of groups whose rewards are all the same: within these there is nothing to compare.
   */
  private static double uniformGroups(Rollouts rollouts, float[] rewards) {
    int size = rollouts.completions();
    int uniform = 0;
    for (int group = 0; group < rollouts.problems().size(); group++) {
      boolean same = true;
      for (int row = group * size; row < (group + 1) * size; row++) {
        same &= rewards[row] == rewards[group * size];
      }
      uniform += same ? 1 : 0;
    }
    return (double) uniform / rollouts.problems().size();
  }

  private static Spans promptSpans(Rollouts rollouts) {
    int[] lengths = new int[rollouts.count()];
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = rollouts.sequences().promptLength(row);
    }
    return Spans.ofLengths(lengths);
  }

  private static void lengths(Map<String, Double> metrics, String name, Spans spans) {
    float[] lengths = new float[spans.count()];
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = spans.length(row);
    }
    range(metrics, name, lengths);
  }

  private static void range(Map<String, Double> metrics, String name, float[] values) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      sum += value;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    metrics.put(name + "/mean", sum / values.length);
    metrics.put(name + "/max", greatest);
    metrics.put(name + "/min", least);
  }
}
