package org.logicrl.algorithms;

import java.util.Map;
import java.util.Objects;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Experience;

/**
 * The reward of every response token: the completion's reward at its last token, and at each token
 * less the KL penalty, where that is part of the reward:
 *
 * <pre>
 *   r_t = R [t is the last token] - klCoefficient KL(old policy, reference)_t
 * </pre>
 *
 * <p>A response that was cut off at the length limit is treated like one that ended by itself.
 */
final class TokenRewards {

  private final Experience experience;
  private final PolicySettings settings;
  private final double[] rewards;
  private final double[] penalties;

  private TokenRewards(
      Experience experience, PolicySettings settings, double[] rewards, double[] penalties) {
    this.experience = experience;
    this.settings = settings;
    this.rewards = rewards;
    this.penalties = penalties;
  }

  /** The token rewards of some rollouts. */
  static TokenRewards of(Experience experience, PolicySettings settings) {
    Spans spans = experience.spans();
    double[] penalties =
        settings.klInReward() ? divergences(experience, settings.klEstimator()) : new double[0];
    double[] rewards = new double[spans.total()];
    for (int t = 0; t < penalties.length; t++) {
      rewards[t] = -settings.klCoefficient() * penalties[t];
    }
    for (int row = 0; row < spans.count(); row++) {
      if (spans.length(row) > 0) {
        rewards[spans.end(row) - 1] += experience.rewards()[row];
      }
    }
    return new TokenRewards(experience, settings, rewards, penalties);
  }

  /** The reward of one token. */
  double at(int token) {
    return rewards[token];
  }

  /** [N] The return of every token, G_t = r_t + discount G_(t+1). */
  double[] returns() {
    Spans spans = experience.spans();
    double[] returns = new double[spans.total()];
    for (int row = 0; row < spans.count(); row++) {
      double following = 0;
      for (int t = spans.end(row) - 1; t >= spans.start(row); t--) {
        following = rewards[t] + settings.discount() * following;
        returns[t] = following;
      }
    }
    return returns;
  }

  /** [B] The return of every response as a whole, that of its first token. */
  double[] responseReturns() {
    return firstOfEach(returns());
  }

  /** Adds what the rewards were after the KL penalty, and the penalty itself. */
  void addTo(Map<String, Double> metrics) {
    Spans spans = experience.spans();
    double[] sums = new double[spans.count()];
    for (int row = 0; row < spans.count(); row++) {
      sums[row] = sum(rewards, spans.start(row), spans.end(row));
    }
    Moments.of(sums).addTo(metrics, "critic/rewards");
    if (settings.klInReward()) {
      double means = 0;
      for (int row = 0; row < spans.count(); row++) {
        means += sum(penalties, spans.start(row), spans.end(row)) / Math.max(1, spans.length(row));
      }
      metrics.put("actor/reward_kl_penalty", means / Math.max(1, spans.count()));
      metrics.put("actor/reward_kl_penalty_coeff", settings.klCoefficient());
    }
  }

  private double[] firstOfEach(double[] perToken) {
    Spans spans = experience.spans();
    double[] first = new double[spans.count()];
    for (int row = 0; row < spans.count(); row++) {
      // A response without tokens has its reward nevertheless, and counts in its group's mean.
      first[row] = spans.length(row) > 0 ? perToken[spans.start(row)] : experience.rewards()[row];
    }
    return first;
  }

  private static double[] divergences(Experience experience, KlEstimator estimator) {
    String hint = "the KL penalty is part of the reward: the experience must hold ";
    float[] old = Objects.requireNonNull(experience.oldLogProbs(), hint + "oldLogProbs");
    float[] reference =
        Objects.requireNonNull(experience.referenceLogProbs(), hint + "referenceLogProbs");
    double[] divergences = new double[old.length];
    for (int t = 0; t < old.length; t++) {
      divergences[t] = estimator.value((double) old[t] - reference[t]);
    }
    return divergences;
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
}
