package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;

/** What every {@link org.logicrl.api.backend.Scorer} must do. */
abstract class ScorerContract {

  /** The backend under test. */
  abstract BackendContract backends();

  private RandomSequences random() {
    return new RandomSequences(backends().vocabularySize());
  }

  @Test
  void givesProbabilitiesThatAddUpToOne() throws IOException {
    int[] prompt = random().tokens(3, 11).ids();
    backends()
        .withScorer(
            scorer -> {
              double[] all = Distributions.next(scorer, prompt, backends().vocabularySize(), 1);
              assertThat(Arrays.stream(all).sum()).isCloseTo(1, within(1e-4));
            });
  }

  @Test
  void givesTheEntropyOfTheWholeDistribution() throws IOException {
    int[] prompt = random().tokens(4, 11).ids();
    Sequences one = new Sequences(Tokens.of(List.of(Arrays.copyOf(prompt, 12))), new int[] {11});
    backends()
        .withScorer(
            scorer -> {
              double[] all = Distributions.next(scorer, prompt, backends().vocabularySize(), 0.7);
              double entropy = Arrays.stream(all).map(p -> -p * Math.log(p)).sum();
              assertThat((double) scorer.score(one, 0.7).entropies()[0])
                  .isCloseTo(entropy, within(1e-3));
            });
  }

  @Test
  void dividesTheLogitsByTheTemperature() throws IOException {
    int[] prompt = random().tokens(5, 11).ids();
    backends()
        .withScorer(
            scorer -> {
              int size = backends().vocabularySize();
              double[] warm = Distributions.next(scorer, prompt, size, 1);
              double[] cold = Distributions.next(scorer, prompt, size, 0.5);
              double[] squared = Arrays.stream(warm).map(p -> p * p).toArray();
              double total = Arrays.stream(squared).sum();
              for (int token = 0; token < size; token++) {
                assertThat(cold[token]).isCloseTo(squared[token] / total, within(1e-4));
              }
            });
  }

  @Test
  void scoresASequenceWhateverItsOrderAndNeighbours() throws IOException {
    Sequences sequences = random().sequences(6);
    int[] order = {6, 0, 3, 7, 4, 1, 5, 2};
    backends()
        .withScorer(
            scorer -> {
              TokenScores scores = scorer.score(sequences, 0.9);
              TokenScores shuffled = scorer.score(sequences.select(order), 0.9);
              assertThat(shuffled.logProbs())
                  .containsExactly(
                      sequences.responses().gather(scores.logProbs(), order), within(1e-4f));
              for (int row = 0; row < sequences.count(); row++) {
                TokenScores alone = scorer.score(sequences.select(row), 0.9);
                assertThat(alone.logProbs())
                    .containsExactly(
                        sequences.responses().gather(scores.logProbs(), row), within(1e-4f));
                assertThat(alone.entropies())
                    .containsExactly(
                        sequences.responses().gather(scores.entropies(), row), within(1e-4f));
              }
            });
  }

  @Test
  void givesTheSameNumbersForTheSameCalls() throws IOException {
    Sequences sequences = random().sequences(7);
    backends()
        .withScorer(
            scorer -> {
              TokenScores scores = scorer.score(sequences, 1);
              TokenScores again = scorer.score(sequences, 1);
              assertThat(again.logProbs()).isEqualTo(scores.logProbs());
              assertThat(again.entropies()).isEqualTo(scores.entropies());
            });
  }

  @Test
  void refusesTokensThatTheModelDoesNotKnow() throws IOException {
    backends()
        .withScorer(
            scorer -> {
              for (int token : new int[] {-1, backends().vocabularySize()}) {
                Sequences unknown =
                    new Sequences(Tokens.of(List.of(new int[] {3, token})), new int[] {1});
                assertThatThrownBy(() -> scorer.score(unknown, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token " + token);
              }
            });
  }

  @Test
  void refusesASequenceThatIsLongerThanTheModelReads() throws IOException {
    Sequences tooLong = new Sequences(random().tokens(8, 100_001), new int[] {100_000});
    backends()
        .withScorer(
            scorer ->
                assertThatThrownBy(() -> scorer.score(tooLong, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("100001"));
  }

  @Test
  void refusesATemperatureOfZero() throws IOException {
    Sequences sequences = random().sequences(9);
    backends()
        .withScorer(
            scorer ->
                assertThatThrownBy(() -> scorer.score(sequences, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("temperature"));
  }
}
