package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.backend.Tokens;
import org.logicrl.api.backend.Update;
import org.logicrl.api.backend.ValueModel;

/** What every {@link ValueModel} must do. */
abstract class ValueModelContract {

  private static final OptimizerSettings USUAL = new OptimizerSettings(0.9, 0.99, 1e-8, 0, 1);
  private static final double RATE = 1e-3;
  private static final float TARGET = 0.5f;

  /** The backend under test. */
  abstract BackendContract backends();

  private Sequences sequences() {
    return new RandomSequences(backends().vocabularySize()).sequences(1);
  }

  /** A step towards {@link #TARGET}, by squared error. */
  private static Update update(ValueModel model, Sequences sequences) {
    return model.update(
        sequences,
        RATE,
        (rows, values) -> {
          float[] derivatives = new float[values.length];
          for (int t = 0; t < values.length; t++) {
            derivatives[t] = 2 * (values[t] - TARGET) / sequences.responses().total();
          }
          return derivatives;
        });
  }

  private static double error(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (value - TARGET) * (value - TARGET);
    }
    return sum / values.length;
  }

  @Test
  void predictsZerosBeforeItHasLearned() throws IOException {
    backends()
        .withValueModel(
            backends().model(),
            USUAL,
            model -> {
              float[] values = model.values(sequences());
              assertThat(values).hasSize(sequences().responses().total()).containsOnly(0);
            });
  }

  @Test
  void movesItsPredictionsTowardsTheTarget() throws IOException {
    backends()
        .withValueModel(
            backends().model(),
            USUAL,
            model -> {
              double error = error(model.values(sequences()));
              for (int step = 0; step < 5; step++) {
                assertThat(update(model, sequences()).skipped()).isFalse();
                double next = error(model.values(sequences()));
                assertThat(next).as("squared error after step %d", step).isLessThan(error);
                error = next;
              }
            });
  }

  @Test
  void predictsEachTokenFromThoseBeforeIt() throws IOException {
    Sequences sequences = sequences();
    int[] changed = sequences.tokens().ids().clone();
    int last = sequences.tokens().spans().end(1) - 1;
    changed[last] = (changed[last] + 1) % backends().vocabularySize();
    Sequences other =
        new Sequences(new Tokens(changed, sequences.tokens().spans()), promptLengths(sequences));
    backends()
        .withValueModel(
            backends().model(),
            USUAL,
            model -> {
              update(model, sequences);
              assertThat(model.values(other))
                  .containsExactly(model.values(sequences), within(1e-6f));
            });
  }

  @Test
  void skipsAStepWhoseGradientIsNotFinite() throws IOException {
    Sequences sequences = sequences();
    backends()
        .withValueModel(
            backends().model(),
            USUAL,
            model -> {
              update(model, sequences);
              float[] before = model.values(sequences);
              Update update =
                  model.update(
                      sequences,
                      RATE,
                      (rows, values) -> {
                        float[] derivatives = new float[values.length];
                        Arrays.fill(derivatives, Float.POSITIVE_INFINITY);
                        return derivatives;
                      });
              assertThat(update.skipped()).isTrue();
              assertThat(model.values(sequences)).isEqualTo(before);
            });
  }

  @Test
  void goesOnFromWhatItSavedAsIfNothingHadBeen(@TempDir Path folder) throws IOException {
    Sequences sequences = sequences();
    List<float[]> ends = new ArrayList<>();
    Path saved = folder.resolve("model");
    Path state = Files.createDirectory(folder.resolve("state"));
    backends()
        .withValueModel(
            backends().model(),
            USUAL,
            model -> {
              update(model, sequences);
              model.saveModel(saved);
              model.saveState(state);
              update(model, sequences);
              ends.add(model.values(sequences));
            });
    backends()
        .withValueModel(
            Files.exists(saved) ? saved : backends().model(),
            USUAL,
            model -> {
              model.restoreState(state);
              update(model, sequences);
              assertThat(model.values(sequences)).isEqualTo(ends.get(0));
            });
  }

  private static int[] promptLengths(Sequences sequences) {
    int[] lengths = new int[sequences.count()];
    Arrays.setAll(lengths, sequences::promptLength);
    return lengths;
  }
}
