package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Update;
import org.logicrl.testkit.RandomSequences.Weighted;

/** What every {@link Learner} must do. */
abstract class LearnerContract {

  private static final OptimizerSettings USUAL = new OptimizerSettings(0.9, 0.99, 1e-8, 0.01, 1);
  private static final double RATE = 1e-3;

  /** The backend under test. */
  abstract BackendContract backends();

  private Sequences sequences(long seed) {
    return new RandomSequences(backends().vocabularySize()).sequences(seed);
  }

  private static Update update(Learner learner, Sequences sequences, long seed) {
    return learner.update(sequences, 0.9, RATE, RandomSequences.weighted(sequences, seed));
  }

  @Test
  void scoresLikeAScorer() throws IOException {
    Sequences sequences = sequences(1);
    List<TokenScores> scores = new ArrayList<>();
    backends().withScorer(scorer -> scores.add(scorer.score(sequences, 0.9)));
    backends().withLearner(USUAL, learner -> scores.add(learner.score(sequences, 0.9)));
    for (TokenScores other : scores) {
      assertThat(other.logProbs()).containsExactly(scores.get(0).logProbs(), within(1e-4f));
    }
  }

  @Test
  void showsTheLossEveryResponseOnceWithItsScores() throws IOException {
    Sequences sequences = sequences(2);
    backends()
        .withLearner(
            USUAL,
            learner -> {
              TokenScores expected = learner.score(sequences, 0.9);
              Weighted loss = RandomSequences.weighted(sequences, 2);
              List<Integer> seen = new ArrayList<>();
              learner.update(
                  sequences,
                  0.9,
                  RATE,
                  (rows, scores) -> {
                    Arrays.stream(rows).forEach(seen::add);
                    assertThat(scores.logProbs())
                        .containsExactly(
                            sequences.responses().gather(expected.logProbs(), rows), within(1e-4f));
                    assertThat(scores.entropies())
                        .containsExactly(
                            sequences.responses().gather(expected.entropies(), rows),
                            within(1e-4f));
                    return loss.gradients(rows, scores);
                  });
              // Row 4 has no response: nothing is lost where it is left out.
              assertThat(seen).doesNotHaveDuplicates().contains(0, 1, 2, 3, 5, 6, 7);
            });
  }

  @Test
  void reportsTheNormOfItsGradient() throws IOException {
    Sequences sequences = sequences(3);
    Weighted loss = RandomSequences.weighted(sequences, 3);
    backends()
        .withLearner(
            Gradients.SETTINGS,
            learner -> {
              Update[] update = new Update[1];
              double norm =
                  norm(
                      Gradients.of(
                          learner,
                          () -> update[0] = learner.update(sequences, 0.9, Gradients.UNIT, loss)));
              assertThat(update[0].skipped()).isFalse();
              assertThat(update[0].gradNorm()).isCloseTo(norm, within(1e-3 * norm));
            });
  }

  /** A short step of length d against a gradient g lowers the loss by d |g|, up to O(d^2). */
  @Test
  void followsTheGradientOfTheLoss() throws IOException {
    Sequences sequences = sequences(4);
    Weighted loss = RandomSequences.weighted(sequences, 4);
    List<Double> slopes = new ArrayList<>();
    for (double distance : new double[] {4e-4, 2e-4}) {
      backends()
          .withLearner(
              new OptimizerSettings(0, 0, Gradients.UNIT, 0, distance),
              learner -> {
                double before = loss.value(learner.score(sequences, 0.9));
                double norm = learner.update(sequences, 0.9, Gradients.UNIT, loss).gradNorm();
                double after = loss.value(learner.score(sequences, 0.9));
                slopes.add((before - after) / (distance * norm));
              });
    }
    if (!slopes.isEmpty()) {
      assertThat(2 * slopes.get(1) - slopes.get(0))
          .as("the slope along the gradient, extrapolated from %s", slopes)
          .isCloseTo(1, within(0.02));
    }
  }

  @Test
  void differentiatesWhateverTheOrderOfTheSequences() throws IOException {
    Sequences sequences = sequences(5);
    Weighted loss = RandomSequences.weighted(sequences, 5);
    int[] order = {6, 0, 3, 7, 4, 1, 5, 2};
    List<Map<String, float[]>> gradients = new ArrayList<>();
    backends()
        .withLearner(
            Gradients.SETTINGS,
            learner -> gradients.add(Gradients.measure(learner, sequences, 0.9, loss)));
    backends()
        .withLearner(
            Gradients.SETTINGS,
            learner ->
                gradients.add(
                    Gradients.measure(learner, sequences.select(order), 0.9, loss.select(order))));
    for (Map<String, float[]> other : gradients) {
      assertThat(Gradients.distances(other, gradients.get(0)))
          .allSatisfy((name, distance) -> assertThat(distance).isLessThan(1e-4));
    }
  }

  @Test
  void clipsToTheGlobalNorm() throws IOException {
    Sequences sequences = sequences(6);
    Weighted loss = RandomSequences.weighted(sequences, 6);
    OptimizerSettings clipping = new OptimizerSettings(0, 0, Gradients.UNIT, 0, 0.25);
    backends()
        .withLearner(
            clipping,
            learner ->
                assertThat(norm(Gradients.measure(learner, sequences, 0.9, loss)))
                    .isCloseTo(0.25, within(1e-3)));
  }

  @Test
  void skipsAStepWhoseGradientIsNotFinite() throws IOException {
    Sequences sequences = sequences(7);
    Weighted loss = RandomSequences.weighted(sequences, 7);
    Weighted broken = RandomSequences.weighted(sequences, 7);
    broken.logProbs()[3] = Float.NaN;
    List<Map<String, float[]>> ends = new ArrayList<>();
    backends()
        .withLearner(
            USUAL,
            learner -> {
              learner.update(sequences, 0.9, RATE, loss);
              ends.add(Gradients.floats(learner.weights()));
            });
    backends()
        .withLearner(
            USUAL,
            learner -> {
              Map<String, float[]> before = Gradients.floats(learner.weights());
              Update update = learner.update(sequences, 0.9, RATE, broken);
              assertThat(update.skipped()).isTrue();
              assertThat(update.gradNorm()).isNotFinite();
              assertSame(Gradients.floats(learner.weights()), before);
              assertThat(learner.weights().version()).isZero();

              assertThat(learner.update(sequences, 0.9, RATE, loss).skipped()).isFalse();
              assertSame(Gradients.floats(learner.weights()), ends.get(0));
            });
  }

  @Test
  void forgetsAnUpdateThatItsLossBrokeOff() throws IOException {
    Sequences sequences = sequences(8);
    Weighted loss = RandomSequences.weighted(sequences, 8);
    List<Map<String, float[]>> ends = new ArrayList<>();
    backends()
        .withLearner(
            USUAL,
            learner -> {
              update(learner, sequences, 8);
              ends.add(Gradients.floats(learner.weights()));
            });
    backends()
        .withLearner(
            USUAL,
            learner -> {
              AtomicInteger shown = new AtomicInteger();
              assertThatThrownBy(
                      () ->
                          learner.update(
                              sequences,
                              0.9,
                              RATE,
                              (rows, scores) -> {
                                if (shown.addAndGet(rows.length) >= 7) {
                                  throw new IllegalStateException("broken off");
                                }
                                return loss.gradients(rows, scores);
                              }))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage("broken off");
              update(learner, sequences, 8);
              assertSame(Gradients.floats(learner.weights()), ends.get(0));
            });
  }

  @Test
  void countsItsStepsInTheVersionOfTheWeights() throws IOException {
    Sequences sequences = sequences(9);
    backends()
        .withLearner(
            USUAL,
            learner -> {
              for (int step = 0; step < 3; step++) {
                assertThat(learner.weights().version()).isEqualTo(step);
                update(learner, sequences, step);
              }
            });
  }

  @Test
  void learnsTheSameFromTheSame() throws IOException {
    Sequences sequences = sequences(10);
    List<Map<String, float[]>> ends = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      backends()
          .withLearner(
              USUAL,
              learner -> {
                for (int step = 0; step < 3; step++) {
                  update(learner, sequences, step);
                }
                ends.add(Gradients.floats(learner.weights()));
              });
    }
    for (Map<String, float[]> end : ends) {
      assertSame(end, ends.get(0));
    }
  }

  @Test
  void goesOnFromWhatItSavedAsIfNothingHadBeen(@TempDir Path folder) throws IOException {
    Sequences sequences = sequences(11);
    List<Map<String, float[]>> ends = new ArrayList<>();
    Path model = folder.resolve("model");
    Path state = Files.createDirectory(folder.resolve("state"));
    backends()
        .withLearner(
            USUAL,
            learner -> {
              update(learner, sequences, 1);
              update(learner, sequences, 2);
              learner.saveModel(model);
              learner.saveState(state);
              update(learner, sequences, 3);
              ends.add(Gradients.floats(learner.weights()));
            });
    backends()
        .withLearner(
            Files.exists(model) ? model : backends().model(),
            USUAL,
            learner -> {
              learner.restoreState(state);
              assertThat(learner.weights().version()).isEqualTo(2);
              update(learner, sequences, 3);
              assertThat(learner.weights().version()).isEqualTo(3);
              assertSame(Gradients.floats(learner.weights()), ends.get(0));
            });
  }

  @Test
  void refusesAStateThatIsNotThere(@TempDir Path folder) throws IOException {
    backends()
        .withLearner(
            USUAL,
            learner ->
                assertThatThrownBy(() -> learner.restoreState(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString()));
  }

  @Test
  void refusesDerivativesOfAnotherLength() throws IOException {
    Sequences sequences = sequences(12);
    backends()
        .withLearner(
            USUAL,
            learner ->
                assertThatThrownBy(
                        () ->
                            learner.update(
                                sequences,
                                1,
                                RATE,
                                (rows, scores) -> new Learner.TokenGradients(new float[1], null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("derivatives"));
  }

  private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }

  private static double norm(Map<String, float[]> vectors) {
    double sum = 0;
    for (float[] vector : vectors.values()) {
      for (float value : vector) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
