package org.logicrl.api.algorithm;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.Spans;

/**
 * All rollouts of a training step, scored. B sequences, N response tokens in all; token arrays are
 * flat and laid out by the spans.
 *
 * @param spans the response tokens of each sequence (B rows, N entries)
 * @param rewards [B] the reward rule's total of each sequence
 * @param groups [B] sequences with the same number answer the same prompt; in any order
 * @param oldLogProbs [N] in nats, under the policy before the update, at the sampling temperature;
 *     null unless {@link Needs#oldLogProbs()}
 * @param referenceLogProbs [N] in nats, under the reference model, at the sampling temperature;
 *     null unless {@link Needs#referenceLogProbs()}
 * @param values [N] the critic's prediction of the return, made before the token was seen; null
 *     unless {@link Needs#values()}
 */
public record Experience(
    Spans spans,
    float[] rewards,
    int[] groups,
    float @Nullable [] oldLogProbs,
    float @Nullable [] referenceLogProbs,
    float @Nullable [] values) {

  /** Checks the lengths of the arrays. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters, and
  // callers could then pass no null.
  public Experience(
      Spans spans,
      float[] rewards,
      int[] groups,
      float @Nullable [] oldLogProbs,
      float @Nullable [] referenceLogProbs,
      float @Nullable [] values) {
    if (rewards.length != spans.count() || groups.length != spans.count()) {
      throw new IllegalArgumentException(
          "%d sequences, but %d rewards and %d groups"
              .formatted(spans.count(), rewards.length, groups.length));
    }
    requireEntries(spans, oldLogProbs, "oldLogProbs");
    requireEntries(spans, referenceLogProbs, "referenceLogProbs");
    requireEntries(spans, values, "values");
    this.spans = spans;
    this.rewards = rewards;
    this.groups = groups;
    this.oldLogProbs = oldLogProbs;
    this.referenceLogProbs = referenceLogProbs;
    this.values = values;
  }

  private static void requireEntries(Spans spans, float @Nullable [] array, String name) {
    if (array != null) {
      spans.requireLength(array.length, name);
    }
  }
}
