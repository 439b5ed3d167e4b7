package org.logicrl.core.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.Spans;
import org.logicrl.core.settings.MismatchSettings;
import org.logicrl.core.settings.MismatchSettings.ImportanceLevel;

/**
 * The difference between the probabilities that tokens were drawn with and those that the learner
 * gives them, before its update.
 *
 * <p>Truncated importance sampling (Ionides 2008; for language models Yao et al. 2025, "Your
 * efficient RL framework secretly brings you off-policy RL training") weighs the policy's loss of a
 * token by min(exp(learner - rollout), cap). The loss is linear in the advantage, clipped or not,
 * so that weighing the advantage is the same, and leaves KL term and entropy bonus alone, as in
 * verl.
 */
final class Mismatch {

  /** Beyond this a ratio says no more than that it is large; as in verl. */
  private static final double LARGEST_LOG_RATIO = 20;

  private final MismatchSettings settings;

  Mismatch(MismatchSettings settings) {
    this.settings = settings;
  }

  /**
   * What is logged of a step, under the names that verl, NeMo-RL and TRL have for it.
   *
   * @param rollout log-probabilities that the tokens were drawn with
   * @param learner those that the learner gave them before its update
   */
  Map<String, Double> metrics(Spans spans, float[] rollout, float[] learner) {
    Range probability = new Range();
    Range logProb = new Range();
    Range ratio = new Range();
    Range error = new Range();
    Range k1 = new Range();
    Range k3 = new Range();
    for (int i = 0; i < rollout.length; i++) {
      double logRatio = clamp((double) learner[i] - rollout[i]);
      probability.add(Math.abs(Math.exp(rollout[i]) - Math.exp(learner[i])));
      logProb.add(Math.abs(logRatio));
      ratio.add(Math.exp(logRatio));
      error.add(Math.exp(Math.abs(logRatio)));
      k1.add(-logRatio);
      k3.add(Math.exp(logRatio) - 1 - logRatio);
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("training/rollout_probs_diff_mean", probability.mean());
    metrics.put("training/rollout_probs_diff_max", probability.max());
    metrics.put("training/rollout_probs_diff_std", probability.deviation());
    metrics.put("rollout_corr/log_prob_diff_mean", logProb.mean());
    metrics.put("rollout_corr/log_prob_diff_max", logProb.max());
    metrics.put("rollout_corr/ratio_mean", ratio.mean());
    metrics.put("rollout_corr/ratio_min", ratio.min());
    metrics.put("rollout_corr/ratio_max", ratio.max());
    metrics.put("rollout_corr/token_mult_prob_error", error.mean());
    metrics.put("rollout_corr/kl", k1.mean());
    metrics.put("rollout_corr/k3_kl", k3.mean());
    metrics.put("rollout_corr/alarm", error.mean() > settings.mismatchAlarm() ? 1.0 : 0.0);
    if (settings.weighted()) {
      addWeights(metrics, weights(spans, rollout, learner));
    }
    return metrics;
  }

  private void addWeights(Map<String, Double> metrics, float[] weights) {
    Range range = new Range();
    double truncated = 0;
    // As weights are rounded: a cap of 1.3 is 1.29999995.
    float cap = (float) settings.importanceCap();
    for (float weight : weights) {
      range.add(weight);
      truncated += weight >= cap ? 1 : 0;
    }
    metrics.put("rollout_corr/rollout_is_mean", range.mean());
    metrics.put("rollout_corr/rollout_is_min", range.min());
    metrics.put("rollout_corr/rollout_is_max", range.max());
    metrics.put("rollout_corr/rollout_is_eff_sample_size", range.effectiveShare());
    metrics.put(
        "rollout_corr/rollout_is_ratio_fraction_high", truncated / Math.max(1, weights.length));
  }

  /**
   * The advantages, multiplied by importance weights where there are to be some.
   *
   * @param spans of the sequences that all arrays are laid out by
   */
  float[] weigh(float[] advantages, Spans spans, float[] rollout, float[] learner) {
    if (!settings.weighted()) {
      return advantages;
    }
    float[] weighed = weights(spans, rollout, learner);
    for (int i = 0; i < weighed.length; i++) {
      weighed[i] *= advantages[i];
    }
    return weighed;
  }

  private float[] weights(Spans spans, float[] rollout, float[] learner) {
    float[] weights = new float[rollout.length];
    for (int row = 0; row < spans.count(); row++) {
      double sum = 0;
      for (int i = spans.start(row); i < spans.end(row); i++) {
        double logRatio = (double) learner[i] - rollout[i];
        sum += logRatio;
        weights[i] = weight(logRatio);
      }
      if (settings.importanceLevel() == ImportanceLevel.SEQUENCE) {
        Arrays.fill(weights, spans.start(row), spans.end(row), weight(sum));
      }
    }
    return weights;
  }

  private float weight(double logRatio) {
    return (float) Math.min(Math.exp(clamp(logRatio)), settings.importanceCap());
  }

  private static double clamp(double logRatio) {
    return Math.max(-LARGEST_LOG_RATIO, Math.min(LARGEST_LOG_RATIO, logRatio));
  }

  /** Mean, spread and ends of some numbers; all 0 where there are none. */
  private static final class Range {
    private int count;
    private double sum;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
      count++;
      sum += value;
      squares += value * value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }

    double mean() {
      return sum / Math.max(1, count);
    }

    double min() {
      return count == 0 ? 0 : min;
    }

    double max() {
      return count == 0 ? 0 : max;
    }

    double deviation() {
      double variance = (squares - sum * mean()) / Math.max(1, count - 1);
      return Math.sqrt(Math.max(0, variance));
    }

    /** 1 / mean((w / mean w)^2), in (0, 1]: the share of equally weighted numbers worth as much. */
    double effectiveShare() {
      return squares == 0 ? 0 : sum * sum / (count * squares);
    }
  }
}
