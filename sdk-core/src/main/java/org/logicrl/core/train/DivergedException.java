package org.logicrl.core.train;

import java.io.Serial;

/** Training produced numbers that are not finite; the last good checkpoint is on disk. */
public final class DivergedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final long step;

  /**
   * With a message that says what was not finite, and since when.
   *
   * @param step steps done, those left out included
   */
  public DivergedException(String message, long step) {
    super(message);
    this.step = step;
  }

  /**
   * Of steps in a row that were all left out. They changed no weights, so the run writes a
   * checkpoint of them before it ends.
   *
   * @param count how many
   * @param step steps done, those left out included
   */
  static DivergedException ofSkipped(int count, long step) {
    return new DivergedException(
        ("the gradient was not finite in %d steps in a row, up to step %d, whose checkpoint has the"
                + " last good weights; lower learner.learningRate")
            .formatted(count, step),
        step);
  }

  /**
   * Checks numbers that a step computed.
   *
   * @param what says what they are, in the plural
   * @param step steps before this one
   */
  static void requireFinite(float[] values, String what, long step) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new DivergedException(
            "%s are not finite in step %d; lower learner.learningRate".formatted(what, step + 1),
            step);
      }
    }
  }

  /** Steps done, those left out included. */
  public long step() {
    return step;
  }
}
