package org.logicrl.testkit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.RandomStream;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.ValueBatch;

/**
 * Invented training steps for an algorithm: ragged rollouts with rewards, and the batches that a
 * loop would make of them. The same seed gives the same numbers.
 */
final class RandomRollouts {

  private static final int GROUPS = 3;
  private static final int LONGEST = 7;

  private final Needs needs;
  private final RandomStream random;

  RandomRollouts(Needs needs, long seed) {
    this.needs = needs;
    this.random = new RandomStream(RandomStream.key(seed, "algorithm-contract"));
  }

  /** A few groups of responses of 1 to 7 tokens, their sequences in mixed order. */
  Experience experience() {
    int[] lengths = new int[GROUPS * groupSize()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = 1 + random.nextInt(LONGEST);
    }
    return experienceOfLengths(lengths);
  }

  /** The same with the given lengths, whose number must be that of {@link #experience()}. */
  Experience experienceOfLengths(int... lengths) {
    Spans spans = Spans.ofLengths(lengths);
    float[] rewards = new float[lengths.length];
    int[] groups = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      rewards[i] = (float) (2 * random.nextGaussian());
      groups[i] = i % GROUPS;
    }
    float[] old = logProbs(spans.total());
    return new Experience(
        spans,
        rewards,
        groups,
        needs.oldLogProbs() ? old : null,
        needs.referenceLogProbs() ? logProbsNear(old, 0.4) : null,
        needs.values() ? near(new float[spans.total()], 1) : null);
  }

  /** One-token responses, as many as {@link #experience()} has. */
  Experience singleTokens() {
    int[] lengths = new int[GROUPS * groupSize()];
    Arrays.fill(lengths, 1);
    return experienceOfLengths(lengths);
  }

  /** One batch of all rollouts, with the policy some way from the old one. */
  PolicyBatch policyBatch(Algorithm algorithm, Experience experience) {
    Spans spans = experience.spans();
    float[] old = experience.oldLogProbs();
    if (old == null) {
      float[] reference = experience.referenceLogProbs();
      old = reference == null ? logProbs(spans.total()) : logProbsNear(reference, 0.4);
    }
    return new PolicyBatch(
        spans,
        logProbsNear(old, 0.5),
        entropies(spans.total()),
        old,
        experience.referenceLogProbs(),
        algorithm.advantages(experience).advantages(),
        Batches.totals(spans));
  }

  /** One batch of all rollouts, with the critic some way from the old one. */
  ValueBatch valueBatch(Algorithm algorithm, Experience experience) {
    Advantages advantages = algorithm.advantages(experience);
    float[] returns = required(advantages.returns());
    float[] old = required(experience.values());
    return new ValueBatch(
        experience.spans(), near(old, 0.5), old, returns, Batches.totals(experience.spans()));
  }

  /** The rows of a batch cut into two micro-batches, each in mixed order. */
  int[][] split(int count) {
    int[] rows = permutation(count);
    int cut = 1 + random.nextInt(count - 1);
    return new int[][] {Arrays.copyOf(rows, cut), Arrays.copyOfRange(rows, cut, count)};
  }

  /** 0 .. count - 1 in random order. */
  int[] permutation(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      rows[i] = rows[j];
      rows[j] = i;
    }
    return rows;
  }

  private int groupSize() {
    return Math.max(3, needs.minimumGroupSize());
  }

  private float[] logProbs(int count) {
    float[] logProbs = new float[count];
    for (int i = 0; i < count; i++) {
      logProbs[i] = (float) (-0.05 - 3 * random.nextDouble());
    }
    return logProbs;
  }

  private float[] entropies(int count) {
    float[] entropies = new float[count];
    for (int i = 0; i < count; i++) {
      entropies[i] = (float) (3 * random.nextDouble());
    }
    return entropies;
  }

  private float[] logProbsNear(float[] logProbs, double spread) {
    float[] moved = near(logProbs, spread);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = Math.min(moved[i], -0.01f);
    }
    return moved;
  }

  private float[] near(float[] values, double spread) {
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      moved[i] = (float) (values[i] + spread * random.nextGaussian());
    }
    return moved;
  }

  private static float[] required(float @Nullable [] array) {
    if (array == null) {
      throw new AssertionError("an algorithm that needs values must give returns to learn");
    }
    return array;
  }
}
