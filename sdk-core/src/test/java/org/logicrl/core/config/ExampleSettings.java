package org.logicrl.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.api.Setting;

/** Settings records and factories for the tests of this package. */
final class ExampleSettings {

  private ExampleSettings() {}

  record Run(
      @Setting(help = "Name of the run.", defaultValue = "example") String name,
      @Setting(help = "Seed of all random numbers.", defaultValue = "1") long seed) {}

  record Training(
      @Setting(help = "Number of steps.", min = 1, max = 1e6) int steps,
      @Setting(help = "Step size.", defaultValue = "1e-4", min = 0) double learningRate,
      @Setting(help = "Whether to shuffle.", defaultValue = "true") boolean shuffle,
      @Setting(help = "Rule of the step size.", defaultValue = "linear-decay") Schedule schedule,
      @Setting(help = "Note for people.") @Nullable String note,
      @Setting(help = "When to save.") Saving saving) {}

  enum Schedule {
    CONSTANT,
    LINEAR_DECAY
  }

  record Saving(
      @Setting(help = "Steps between checkpoints.", defaultValue = "10", min = 1) int every,
      @Setting(help = "Checkpoints that are kept.", defaultValue = "3", min = 0) int keep) {

    Saving {
      if (keep > every) {
        throw new IllegalArgumentException("keep (" + keep + ") must be at most every");
      }
    }
  }

  record Puzzle(
      @Setting(help = "Numbers of people.", defaultValue = "[2, 3]", min = 2, max = 8)
          List<Integer> people,
      @Setting(help = "Stages of the curriculum.", defaultValue = "[]") List<Saving> stages) {}

  record Maths(@Setting(help = "File of problems.") String file) {}

  /** What the example factories make: something that shows its settings. */
  record Part(Record settings) {}

  static final Offers<Part> PARTS =
      () ->
          List.of(
              new Factory<>("maths", "problems in a file", Maths.class, (s, c) -> new Part(s)),
              new Factory<>(
                  "puzzle",
                  "knights and knaves",
                  Puzzle.class,
                  (settings, context) -> {
                    if (settings.people().contains(7)) {
                      throw new IllegalArgumentException("seven people make no puzzle here");
                    }
                    return new Part(settings);
                  }));
}
