package org.logicrl.cli;

import java.util.Locale;
import java.util.Map;

/** The few metrics of a step that are worth a glance. */
final class Summary {

  private Summary() {}

  /** Of a step of reinforcement learning or of supervised fine-tuning. */
  static String of(Map<String, Double> metrics) {
    StringBuilder text = new StringBuilder();
    if (metrics.containsKey("sft/loss")) {
      // Without a solution there is no loss, which is nothing to worry about.
      if (metrics.getOrDefault("sft/kept", 1.0) > 0) {
        add(text, metrics, "sft/loss", "loss %.4f");
        add(text, metrics, "sft/grad_norm", "grad %.2f");
      }
      add(text, metrics, "outcome/correct", "accuracy %.3f");
      add(text, metrics, "sft/kept", "kept %.0f");
      add(text, metrics, "perf/throughput", "%.0f tok/s");
      return text.toString();
    }
    add(text, metrics, "critic/score/mean", "reward %.2f");
    add(text, metrics, "outcome/correct", "accuracy %.3f");
    add(text, metrics, "response_length/mean", "length %.0f");
    // Where the KL term stands depends on the algorithm's klPlacement: in the loss or in the
    // reward.
    boolean inLoss = metrics.containsKey("actor/kl_loss");
    add(text, metrics, inLoss ? "actor/kl_loss" : "actor/reward_kl_penalty", "kl %.4f");
    add(text, metrics, "actor/entropy", "entropy %.3f");
    add(text, metrics, "perf/throughput", "%.0f tok/s");
    add(text, metrics, "timing_s/step", "%.1f s");
    return text.toString();
  }

  private static void add(
      StringBuilder text, Map<String, Double> metrics, String name, String format) {
    Double value = metrics.get(name);
    if (value != null) {
      text.append(text.isEmpty() ? "" : "  ").append(String.format(Locale.ROOT, format, value));
    }
  }
}
