package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.logicrl.testkit.AlgorithmAssertions.assertClose;
import static org.logicrl.testkit.AlgorithmAssertions.assertDerivative;
import static org.logicrl.testkit.AlgorithmAssertions.assertFinite;
import static org.logicrl.testkit.AlgorithmAssertions.assertSameMetrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.BatchTotals;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;
import org.logicrl.api.algorithm.ValueBatch;
import org.logicrl.api.algorithm.ValueLoss;

/**
 * What every {@link Algorithm} must do, as tests. Extend it once for each set of settings that
 * takes another path through the algorithm:
 *
 * <pre>{@code
 * class MyAlgorithmTest extends AlgorithmContract {
 *   @Override
 *   protected Algorithm algorithm() {
 *     return new MyAlgorithm(new MySettings(0.2));
 *   }
 * }
 * }</pre>
 *
 * <p>The tests invent ragged rollouts from the seeds that their names show. Derivatives are
 * compared with finite differences of the loss, except next to kinks, so the loss must be computed
 * in {@code double}: sums of {@code float}s are too coarse to be differentiated numerically.
 *
 * <p>An algorithm whose derivative is deliberately not that of its loss (a straight-through
 * estimator) does not fit the interface: it should return the loss that belongs to its derivative,
 * and log the other number.
 */
public abstract class AlgorithmContract {

  /** For the subclass. */
  protected AlgorithmContract() {}

  /** The algorithm under test; each call may make a new one. */
  protected abstract Algorithm algorithm();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void derivesThePolicyLossByLogProbabilities(long seed) {
    Algorithm algorithm = algorithm();
    PolicyBatch batch = policyBatch(algorithm, new RandomRollouts(algorithm.needs(), seed));

    assertDerivative(
        algorithm.policyLoss(batch).logProbGradients(),
        logProbs -> algorithm.policyLoss(Batches.with(batch, logProbs, batch.entropies())).loss(),
        batch.logProbs());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void derivesThePolicyLossOfTheFirstUpdateWhereTheRatioIsOne(long seed) {
    Algorithm algorithm = algorithm();
    PolicyBatch moved = policyBatch(algorithm, new RandomRollouts(algorithm.needs(), seed));
    PolicyBatch batch = Batches.with(moved, moved.oldLogProbs(), moved.entropies());

    assertDerivative(
        algorithm.policyLoss(batch).logProbGradients(),
        logProbs -> algorithm.policyLoss(Batches.with(batch, logProbs, batch.entropies())).loss(),
        batch.oldLogProbs());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void derivesThePolicyLossByEntropies(long seed) {
    Algorithm algorithm = algorithm();
    PolicyBatch batch = policyBatch(algorithm, new RandomRollouts(algorithm.needs(), seed));
    float[] gradients = algorithm.policyLoss(batch).entropyGradients();

    assertDerivative(
        gradients == null ? new float[batch.entropies().length] : gradients,
        entropies -> algorithm.policyLoss(Batches.with(batch, batch.logProbs(), entropies)).loss(),
        batch.entropies());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void derivesTheValueLossByValuesWhereItHasACritic(long seed) {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), seed);
    if (!algorithm.needs().values()) {
      ValueBatch any = noValues();
      assertThatThrownBy(() -> algorithm.valueLoss(any))
          .isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    ValueBatch batch = rollouts.valueBatch(algorithm, rollouts.experience());

    assertDerivative(
        algorithm.valueLoss(batch).valueGradients(),
        values -> algorithm.valueLoss(Batches.with(batch, values)).loss(),
        batch.values());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void addsThePolicyLossOfMicroBatchesUpToThatOfTheMiniBatch(long seed) {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), seed);
    PolicyBatch batch = policyBatch(algorithm, rollouts);
    PolicyLoss whole = algorithm.policyLoss(batch);

    double loss = 0;
    Map<String, Double> metrics = new HashMap<>();
    for (int[] rows : rollouts.split(batch.spans().count())) {
      PolicyLoss part = algorithm.policyLoss(Batches.part(batch, rows));
      loss += part.loss();
      part.metrics().forEach((name, value) -> metrics.merge(name, value, Double::sum));
      assertClose(part.logProbGradients(), batch.spans().gather(whole.logProbGradients(), rows));
      assertThat(part.entropyGradients() == null).isEqualTo(whole.entropyGradients() == null);
      if (part.entropyGradients() != null && whole.entropyGradients() != null) {
        assertClose(part.entropyGradients(), batch.spans().gather(whole.entropyGradients(), rows));
      }
    }

    assertThat(loss).isCloseTo(whole.loss(), within(1e-9 + 1e-9 * Math.abs(whole.loss())));
    assertSameMetrics(metrics, whole.metrics());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void addsTheValueLossOfMicroBatchesUpToThatOfTheMiniBatch(long seed) {
    Algorithm algorithm = algorithm();
    if (!algorithm.needs().values()) {
      return;
    }
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), seed);
    ValueBatch batch = rollouts.valueBatch(algorithm, rollouts.experience());
    ValueLoss whole = algorithm.valueLoss(batch);

    double loss = 0;
    Map<String, Double> metrics = new HashMap<>();
    for (int[] rows : rollouts.split(batch.spans().count())) {
      ValueLoss part = algorithm.valueLoss(Batches.part(batch, rows));
      loss += part.loss();
      part.metrics().forEach((name, value) -> metrics.merge(name, value, Double::sum));
      assertClose(part.valueGradients(), batch.spans().gather(whole.valueGradients(), rows));
    }

    assertThat(loss).isCloseTo(whole.loss(), within(1e-9 + 1e-9 * Math.abs(whole.loss())));
    assertSameMetrics(metrics, whole.metrics());
  }

  @Test
  void givesOneAdvantagePerTokenAndReturnsOnlyForACritic() {
    Algorithm algorithm = algorithm();
    Experience experience = new RandomRollouts(algorithm.needs(), 1).experience();
    Advantages advantages = algorithm.advantages(experience);

    assertThat(advantages.advantages()).hasSize(experience.spans().total());
    assertThat(advantages.returns() != null).isEqualTo(algorithm.needs().values());
    assertFinite(advantages);
  }

  @Test
  void givesTheSameBitsForTheSameCall() {
    Algorithm algorithm = algorithm();
    Experience experience = new RandomRollouts(algorithm.needs(), 1).experience();
    PolicyBatch batch = policyBatch(algorithm, new RandomRollouts(algorithm.needs(), 1));
    Advantages advantages = algorithm.advantages(experience);
    PolicyLoss loss = algorithm.policyLoss(batch);

    Algorithm again = algorithm();
    assertThat(again.advantages(experience)).usingRecursiveComparison().isEqualTo(advantages);
    assertThat(again.policyLoss(batch)).usingRecursiveComparison().isEqualTo(loss);
    assertThat(algorithm.policyLoss(batch)).usingRecursiveComparison().isEqualTo(loss);
  }

  @Test
  void doesNotCareWhetherOldAndCurrentLogProbabilitiesAreOneArray() {
    Algorithm algorithm = algorithm();
    PolicyBatch moved = policyBatch(algorithm, new RandomRollouts(algorithm.needs(), 1));
    PolicyBatch shared = Batches.with(moved, moved.oldLogProbs(), moved.entropies());
    PolicyBatch copied = Batches.with(moved, moved.oldLogProbs().clone(), moved.entropies());

    assertThat(algorithm.policyLoss(shared))
        .usingRecursiveComparison()
        .isEqualTo(algorithm.policyLoss(copied));
  }

  @Test
  void leavesItsArgumentsAsTheyAre() {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), 1);
    Experience experience = rollouts.experience();
    int[] everyRow = IntStream.range(0, experience.spans().count()).toArray();
    Experience experienceBefore = Batches.select(experience, everyRow);

    algorithm.advantages(experience);

    assertThat(experience).usingRecursiveComparison().isEqualTo(experienceBefore);
    PolicyBatch batch = rollouts.policyBatch(algorithm, experience);
    PolicyBatch batchBefore = Batches.part(batch, everyRow);
    algorithm.policyLoss(batch);
    assertThat(batch).usingRecursiveComparison().isEqualTo(batchBefore);
    if (algorithm.needs().values()) {
      ValueBatch values = rollouts.valueBatch(algorithm, experience);
      ValueBatch valuesBefore = Batches.part(values, everyRow);
      algorithm.valueLoss(values);
      assertThat(values).usingRecursiveComparison().isEqualTo(valuesBefore);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void judgesASequenceTheSameWhereverItStandsInTheBatch(long seed) {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), seed);
    Experience experience = rollouts.experience();
    int[] order = rollouts.permutation(experience.spans().count());

    float[] advantages = algorithm.advantages(experience).advantages();
    float[] permuted = algorithm.advantages(Batches.select(experience, order)).advantages();

    assertClose(permuted, experience.spans().gather(advantages, order));
  }

  @Test
  void staysFiniteWhenAllRewardsAreEqual() {
    Algorithm algorithm = algorithm();
    Experience random = new RandomRollouts(algorithm.needs(), 1).experience();
    float[] constant = new float[random.rewards().length];
    Arrays.fill(constant, 0.1f);

    assertFinite(
        algorithm.advantages(
            new Experience(
                random.spans(),
                constant,
                random.groups(),
                random.oldLogProbs(),
                random.referenceLogProbs(),
                random.values())));
  }

  @Test
  void staysFiniteForResponsesOfOneToken() {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), 1);
    Experience experience = rollouts.singleTokens();

    assertAllFinite(algorithm, rollouts, experience);
  }

  @Test
  void staysFiniteForASingleResponseOfOneToken() {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), 1);
    Experience experience = Batches.select(rollouts.singleTokens(), 0);

    assertAllFinite(algorithm, rollouts, experience);
  }

  @Test
  void staysFiniteWhenTheBatchHoldsAnEmptyResponse() {
    Algorithm algorithm = algorithm();
    RandomRollouts rollouts = new RandomRollouts(algorithm.needs(), 1);
    int[] lengths = new int[rollouts.experience().spans().count()];
    Arrays.fill(lengths, 3);
    lengths[1] = 0;
    Experience experience = rollouts.experienceOfLengths(lengths);

    assertAllFinite(algorithm, rollouts, experience);
  }

  @Test
  void staysFiniteWhenThePolicyHasMovedVeryFar() {
    Algorithm algorithm = algorithm();
    PolicyBatch batch = policyBatch(algorithm, new RandomRollouts(algorithm.needs(), 1));
    float[] improbable = batch.logProbs().clone();
    float[] certain = batch.logProbs().clone();
    for (int t = 0; t < improbable.length; t++) {
      improbable[t] = -200;
      certain[t] = t % 2 == 0 ? 0 : -200;
    }

    assertFinite(algorithm.policyLoss(Batches.with(batch, improbable, batch.entropies())));
    assertFinite(
        algorithm.policyLoss(
            new PolicyBatch(
                batch.spans(),
                certain,
                batch.entropies(),
                improbable,
                batch.referenceLogProbs(),
                batch.advantages(),
                batch.totals())));
  }

  @Test
  void asksForGroupsOfAtLeastOne() {
    assertThat(algorithm().needs().minimumGroupSize()).isPositive();
  }

  private static void assertAllFinite(
      Algorithm algorithm, RandomRollouts rollouts, Experience experience) {
    assertFinite(algorithm.advantages(experience));
    assertFinite(algorithm.policyLoss(rollouts.policyBatch(algorithm, experience)));
    if (algorithm.needs().values()) {
      assertFinite(algorithm.valueLoss(rollouts.valueBatch(algorithm, experience)));
    }
  }

  private static PolicyBatch policyBatch(Algorithm algorithm, RandomRollouts rollouts) {
    return rollouts.policyBatch(algorithm, rollouts.experience());
  }

  private static ValueBatch noValues() {
    float[] none = new float[0];
    return new ValueBatch(Spans.ofLengths(), none, none, none, new BatchTotals(0, 0));
  }
}
