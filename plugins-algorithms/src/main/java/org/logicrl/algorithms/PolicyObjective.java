package org.logicrl.algorithms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;

/**
 * The loss that every algorithm here minimises over the policy:
 *
 * <pre>
 *   loss = sum over tokens of w ( clipped surrogate + klCoefficient KL - entropyCoefficient H )
 * </pre>
 *
 * <p>with {@link ClippedSurrogate}, {@link KlEstimator} (only where the penalty is placed in the
 * loss), the entropy H of the policy's distribution at that token, and the weights w of {@link
 * LossAggregation}. With x the current log-probability of a token,
 *
 * <pre>
 *   d loss / d x = w ( d surrogate / d x + klCoefficient d KL / d x )
 *   d loss / d H = -w entropyCoefficient
 * </pre>
 *
 * <p>Old log-probabilities, reference and advantages are constants of the loss. In particular,
 * where old and current log-probabilities are the same array, the ratio is 1 and its derivative by
 * the current log-probability still 1: one update per rollout is the plain policy gradient, -A.
 */
final class PolicyObjective {

  private final PolicySettings settings;
  private final ClippedSurrogate surrogate;

  PolicyObjective(PolicySettings settings) {
    this.settings = settings;
    this.surrogate =
        new ClippedSurrogate(settings.clipLow(), settings.clipHigh(), settings.dualClip());
  }

  /** This micro-batch's part of the loss, with derivatives and metrics. */
  PolicyLoss evaluate(PolicyBatch batch) {
    Spans spans = batch.spans();
    float @Nullable [] reference = settings.klInLoss() ? reference(batch) : null;
    double klCoefficient = settings.klCoefficient();
    double entropyCoefficient = settings.entropyCoefficient();
    float[] logProbGradients = new float[spans.total()];
    float @Nullable [] entropyGradients = entropyCoefficient > 0 ? new float[spans.total()] : null;

    double surrogateLoss = 0;
    double klLoss = 0;
    double entropyLoss = 0;
    double entropies = 0;
    double logRatios = 0;
    long clipped = 0;
    long dualClipped = 0;
    for (int row = 0; row < spans.count(); row++) {
      double weight =
          settings
              .lossAggregation()
              .weight(spans.length(row), batch.totals(), settings.lossNormTokens());
      for (int t = spans.start(row); t < spans.end(row); t++) {
        double logRatio = (double) batch.logProbs()[t] - batch.oldLogProbs()[t];
        ClippedSurrogate.TokenLoss token = surrogate.at(logRatio, batch.advantages()[t]);
        double derivative = token.derivative();
        surrogateLoss += weight * token.loss();
        if (reference != null) {
          double d = (double) batch.logProbs()[t] - reference[t];
          klLoss += weight * settings.klEstimator().value(d);
          derivative += klCoefficient * settings.klEstimator().derivative(d);
        }
        if (entropyGradients != null) {
          entropyLoss += weight * batch.entropies()[t];
          entropyGradients[t] = (float) (-weight * entropyCoefficient);
        }
        logProbGradients[t] = (float) (weight * derivative);
        entropies += batch.entropies()[t];
        logRatios += logRatio;
        clipped += token.clipped() ? 1 : 0;
        dualClipped += token.dualClipped() ? 1 : 0;
      }
    }

    double tokens = Math.max(1, batch.totals().tokens());
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("actor/pg_loss", surrogateLoss);
    metrics.put("actor/pg_clipfrac", clipped / tokens);
    metrics.put("actor/pg_clipfrac_lower", dualClipped / tokens);
    metrics.put("actor/ppo_kl", -logRatios / tokens);
    metrics.put("actor/entropy", entropies / tokens);
    if (reference != null) {
      metrics.put("actor/kl_loss", klLoss);
    }
    if (entropyGradients != null) {
      metrics.put("actor/entropy_loss", entropyLoss);
    }
    double loss = surrogateLoss + klCoefficient * klLoss - entropyCoefficient * entropyLoss;
    return new PolicyLoss(
        loss, logProbGradients, entropyGradients, Collections.unmodifiableMap(metrics));
  }

  private static float[] reference(PolicyBatch batch) {
    return Objects.requireNonNull(
        batch.referenceLogProbs(),
        "klCoefficient is greater than 0: the batch must hold referenceLogProbs");
  }
}
