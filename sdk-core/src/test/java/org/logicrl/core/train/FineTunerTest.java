package org.logicrl.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.TokenScores;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.Weights;
import org.logicrl.core.run.JsonLines;
import org.logicrl.core.settings.LearnerSettings;
import org.logicrl.core.settings.LearningRateSchedule;

/** Steps that are left out, between steps in which there is nothing to learn. */
final class FineTunerTest {

  private static final LearnerSettings THREE_SKIPPED =
      new LearnerSettings(
          1, LearningRateSchedule.CONSTANT, 0, 1, 1, 1, 1, 0, 0.9, 0.999, 1e-8, 0.01, 1, 3);

  private static final Sequences ONE =
      new Sequences(Tokens.of(List.of(new int[] {1, 2, 3})), new int[] {1});

  @TempDir private Path folder = Path.of("");

  @Test
  void stepsWithoutASolutionDoNotInterruptARowOfSkippedOnes() throws IOException {
    List<Boolean> sound = new ArrayList<>();
    try (JsonLines metrics = JsonLines.append(folder.resolve("metrics.jsonl"))) {
      FineTuner tuner = new FineTuner(everySecond(), new Stuck(), THREE_SKIPPED, 20);

      assertThatThrownBy(
              () ->
                  tuner.run(
                      0,
                      metrics,
                      new Progress() {},
                      new StopSignal(),
                      (done, isSound) -> sound.add(isSound)))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("3 steps in a row");
    }
    assertThat(sound).containsExactly(false, false, false, false);
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(5);
  }

  /** One sequence in steps 0, 2, 4 and so on, none in the others. */
  private static SolutionSource everySecond() {
    return step -> {
      Sequences sequences = step % 2 == 0 ? ONE : ONE.select();
      return new SolutionSource.Batch(sequences, sequences.tokens().spans().total(), Map.of());
    };
  }

  /** Its gradient is never finite. */
  private static final class Stuck implements Learner {
    @Override
    public Update update(
        Sequences sequences, double temperature, double learningRate, TokenLoss loss) {
      assertThat(sequences.count()).isEqualTo(1);
      loss.gradients(new int[] {0}, new TokenScores(new float[2], new float[2]));
      return new Update(Double.NaN, true);
    }

    @Override
    public TokenScores score(Sequences sequences, double temperature) {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public Weights weights() {
      throw new AssertionError("nobody asks for them");
    }

    @Override
    public void saveModel(Path target) {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public void saveState(Path target) {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public void restoreState(Path source) {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public void close() {}
  }
}
