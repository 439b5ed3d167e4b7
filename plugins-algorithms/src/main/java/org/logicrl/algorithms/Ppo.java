package org.logicrl.algorithms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;
import org.logicrl.api.algorithm.ValueBatch;
import org.logicrl.api.algorithm.ValueLoss;

/**
 * Proximal policy optimisation: an actor with a clipped loss and a critic that predicts, before
 * each token, the return that is still to come.
 *
 * <p><b>Objective.</b> For the policy, the clipped surrogate (equation 7 of the paper) with a KL
 * penalty and an entropy bonus, {@link PolicyObjective}. For the critic, the clipped squared error
 *
 * <pre>
 *   loss = 1/2 max((V - G)^2, (clip(V, V_old - valueClip, V_old + valueClip) - G)^2)
 * </pre>
 *
 * <p>averaged by the same {@code lossAggregation}. Once V has moved by more than {@code valueClip}
 * towards G, the clipped term is the larger and has no gradient, so one batch cannot pull the
 * critic far.
 *
 * <p><b>Estimator.</b> Generalized advantage estimation (Schulman et al., arXiv 1506.02438,
 * equation 16), from the end of a response to its beginning, the value after the last token being
 * 0:
 *
 * <pre>
 *   delta_t = r_t + gamma V_(t+1) - V_t
 *   A_t     = delta_t + gamma lambda A_(t+1)
 *   G_t     = A_t + V_t                        what the critic learns
 * </pre>
 *
 * <p>Lambda 1 gives the return minus the value: unbiased, whatever the critic says. Lambda 0 gives
 * delta_t: little variance, and the critic's error. With rewards at the end of a response only, as
 * here, 1 is the usual choice.
 *
 * <p><b>Normalisation.</b> Advantages are whitened over all response tokens of the batch ({@link
 * Whitening}), after the returns have been taken from them.
 *
 * <p><b>Differences from the paper.</b>
 *
 * <ul>
 *   <li>The KL penalty is towards a frozen reference model, as in RLHF, and not towards the old
 *       policy (the paper's section 4). By default it is k3 in the loss, like the other algorithms
 *       here; PPO for RLHF has k1 in the reward ({@code klPlacement: reward, klEstimator: k1}).
 *   <li>Whitened advantages and the clipped value loss are not in the paper but in its authors'
 *       code (Engstrom et al., "Implementation matters in deep policy gradients", arXiv
 *       2005.12729).
 *   <li>Actor and critic are two models with an optimiser each, so the paper's weight of the value
 *       loss against the policy's (c1) has no place; 1/2 is a convention.
 *   <li>{@code dualClip} is on by default, as in verl. It acts only from the second update of the
 *       same rollouts on.
 *   <li>A response that was cut off at the length limit ends like any other: its last value is not
 *       bootstrapped.
 * </ul>
 *
 * <p>Papers: Schulman et al., "Proximal policy optimization algorithms", arXiv 1707.06347; "High-
 * dimensional continuous control using generalized advantage estimation", arXiv 1506.02438. Ye et
 * al. (dual clip), arXiv 1912.09729.
 */
final class Ppo implements Algorithm {

  private static final double EXPLAINED_VARIANCE_FLOOR = 1e-5;

  private final PpoSettings settings;
  private final PolicyObjective objective;

  Ppo(PpoSettings settings) {
    this.settings = settings;
    this.objective = new PolicyObjective(settings);
  }

  @Override
  public Needs needs() {
    return settings.needs(true, 1);
  }

  @Override
  public Advantages advantages(Experience experience) {
    double[] values =
        PerToken.doubles(
            Objects.requireNonNull(
                experience.values(), "ppo has a critic: the experience must hold values"));
    TokenRewards rewards = TokenRewards.of(experience, settings);
    double[] estimates = estimate(experience.spans(), rewards, values); // A_t
    double[] returns = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      returns[t] = estimates[t] + values[t]; // G_t
    }
    double[] advantages = Whitening.whiten(estimates);

    Map<String, Double> metrics = new LinkedHashMap<>();
    rewards.addTo(metrics);
    Moments.of(returns).addTo(metrics, "critic/returns");
    Moments.of(advantages).addTo(metrics, "critic/advantages");
    Moments.of(values).addTo(metrics, "critic/values");
    // What the critic missed of a return is the estimate itself: G_t - V_t = A_t.
    double missed = Moments.of(estimates).variance();
    double spread = Moments.of(returns).variance() + EXPLAINED_VARIANCE_FLOOR;
    metrics.put("critic/vf_explained_var", 1 - missed / spread);
    return new Advantages(
        PerToken.floats(advantages),
        PerToken.floats(returns),
        Collections.unmodifiableMap(metrics));
  }

  @Override
  public PolicyLoss policyLoss(PolicyBatch batch) {
    return objective.evaluate(batch);
  }

  @Override
  public ValueLoss valueLoss(ValueBatch batch) {
    Spans spans = batch.spans();
    double reach = settings.valueClip() > 0 ? settings.valueClip() : Double.POSITIVE_INFINITY;
    float[] gradients = new float[spans.total()];
    double loss = 0;
    double predictions = 0;
    long clipped = 0;
    for (int row = 0; row < spans.count(); row++) {
      double weight =
          settings
              .lossAggregation()
              .weight(spans.length(row), batch.totals(), settings.lossNormTokens());
      for (int t = spans.start(row); t < spans.end(row); t++) {
        double value = batch.values()[t];
        double old = batch.oldValues()[t];
        double error = value - batch.returns()[t]; // V - G
        double clippedError =
            Math.max(old - reach, Math.min(old + reach, value)) - batch.returns()[t];
        if (clippedError * clippedError > error * error) {
          loss += weight * clippedError * clippedError / 2;
          clipped++;
        } else {
          loss += weight * error * error / 2;
          gradients[t] = (float) (weight * error);
        }
        predictions += value;
      }
    }

    double tokens = Math.max(1, batch.totals().tokens());
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("critic/vf_loss", loss);
    metrics.put("critic/vf_clipfrac", clipped / tokens);
    metrics.put("critic/vpred_mean", predictions / tokens);
    return new ValueLoss(loss, gradients, Collections.unmodifiableMap(metrics));
  }

  /** Generalized advantage estimation, A_t of the class comment. */
  private double[] estimate(Spans spans, TokenRewards rewards, double[] values) {
    double gamma = settings.discount();
    double[] estimates = new double[values.length];
    for (int row = 0; row < spans.count(); row++) {
      double nextValue = 0;
      double nextEstimate = 0;
      for (int t = spans.end(row) - 1; t >= spans.start(row); t--) {
        double delta = rewards.at(t) + gamma * nextValue - values[t];
        nextEstimate = delta + gamma * settings.lambda() * nextEstimate;
        nextValue = values[t];
        estimates[t] = nextEstimate;
      }
    }
    return estimates;
  }
}
