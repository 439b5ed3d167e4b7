package org.logicrl.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Update;
import org.logicrl.core.settings.LearnerSettings;

/** The optimiser steps that the policy takes on the rollouts of one training step. */
final class PolicyUpdate {

  private final Algorithm algorithm;
  private final Learner learner;
  private final LearnerSettings settings;
  private final Mismatch mismatch;
  private final double temperature;
  private final long seed;

  PolicyUpdate(
      Algorithm algorithm,
      Learner learner,
      LearnerSettings settings,
      Mismatch mismatch,
      double temperature,
      long seed) {
    this.algorithm = algorithm;
    this.learner = learner;
    this.settings = settings;
    this.mismatch = mismatch;
    this.temperature = temperature;
    this.seed = seed;
  }

  /** Whether log-probabilities must be computed before the first optimiser step changes them. */
  boolean needsOldLogProbs() {
    return algorithm.needs().oldLogProbs() || settings.epochs() * settings.miniBatches() > 1;
  }

  /**
   * What the steps did.
   *
   * @param metrics averages over the optimiser steps
   * @param firstLogProbs the policy's log-probabilities of all tokens before the first step
   * @param skipped whether every step was left out because its gradient was not finite
   */
  record Result(Map<String, Double> metrics, float[] firstLogProbs, boolean skipped) {}

  /**
   * Takes the steps.
   *
   * @param rolloutLogProbs log-probabilities that the tokens were drawn with
   * @param oldLogProbs log-probabilities before the update; null when there is one optimiser step
   *     only, whose own log-probabilities then serve
   */
  Result apply(
      Sequences sequences,
      Experience experience,
      Advantages advantages,
      float[] rolloutLogProbs,
      float @Nullable [] oldLogProbs,
      double learningRate,
      long step) {
    Spans responses = sequences.responses();
    float[] first = oldLogProbs == null ? new float[responses.total()] : oldLogProbs;
    UpdateMetrics updates = new UpdateMetrics("actor/");
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      long key = RandomStream.key(seed, "mini-batches", step, epoch);
      for (int[] rows : MiniBatches.split(sequences.count(), settings.miniBatches(), key)) {
        Sequences part = sequences.select(rows);
        BatchTotals totals = MiniBatches.totals(part.responses());
        Map<String, Double> sums = new LinkedHashMap<>();
        Update update =
            learner.update(
                part,
                temperature,
                learningRate,
                (micro, scores) -> {
                  int[] whole = MiniBatches.rowsOf(micro, rows);
                  if (oldLogProbs == null) {
                    responses.scatter(scores.logProbs(), whole, first);
                  }
                  PolicyLoss loss =
                      algorithm.policyLoss(
                          batch(
                              whole,
                              scores,
                              experience,
                              advantages,
                              rolloutLogProbs,
                              oldLogProbs,
                              totals));
                  sums.merge("actor/loss", loss.loss(), Double::sum);
                  loss.metrics().forEach((name, value) -> sums.merge(name, value, Double::sum));
                  return new Learner.TokenGradients(
                      loss.logProbGradients(), loss.entropyGradients());
                });
        updates.add(update, sums);
      }
    }
    Map<String, Double> metrics = updates.averages();
    metrics.put("actor/lr", learningRate);
    return new Result(metrics, first, updates.allSkipped());
  }

  private PolicyBatch batch(
      int[] rows,
      TokenScores scores,
      Experience experience,
      Advantages advantages,
      float[] rolloutLogProbs,
      float @Nullable [] oldLogProbs,
      BatchTotals totals) {
    Spans spans = experience.spans();
    Spans chosen = spans.select(rows);
    float[] old = oldLogProbs == null ? scores.logProbs() : spans.gather(oldLogProbs, rows);
    float[] reference = experience.referenceLogProbs();
    return new PolicyBatch(
        chosen,
        scores.logProbs(),
        scores.entropies(),
        old,
        reference == null ? null : spans.gather(reference, rows),
        mismatch.weigh(
            spans.gather(advantages.advantages(), rows),
            chosen,
            spans.gather(rolloutLogProbs, rows),
            old),
        totals);
  }
}
