package org.logicrl.core.train;

import java.io.Serial;

/** Training produced numbers that are not finite. */
public final class DivergedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** What to do where the policy is the cause. */
  static final String LOWER_RATE = "lower learner.learningRate";

  private final long step;
  private final boolean ofSkipped;

  private DivergedException(String message, long step, boolean ofSkipped) {
    super(message);
    this.step = step;
    this.ofSkipped = ofSkipped;
  }

  /**
   * Of steps in a row that were all left out. They changed no weights, so the run writes a
   * checkpoint of them before it ends.
   *
   * @param count how many
   * @param step steps done, those left out included
   * @param ofPolicy whether the policy's were left out in some
   * @param ofCritic whether the critic's were left out in some
   */
  static DivergedException ofSkipped(int count, long step, boolean ofPolicy, boolean ofCritic) {
    String whose = ofCritic ? "critic's gradient" : "gradient";
    String remedy = ofCritic ? "lower learner.criticLearningRate" : LOWER_RATE;
    if (ofPolicy && ofCritic) {
      whose = "gradient of the policy or of the critic";
      remedy = LOWER_RATE + " and learner.criticLearningRate";
    }
    return new DivergedException(
        "the %s was not finite in %d steps in a row, up to step %d, whose checkpoint has the last weights; %s"
            .formatted(whose, count, step, remedy),
        step,
        true);
  }

  /**
   * Checks numbers that a step computed.
   *
   * @param what says what they are, in the plural
   * @param step steps before this one
   * @param remedy what to do where one is not finite
   */
  static void requireFinite(float[] values, String what, long step, String remedy) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new DivergedException(
            "%s are not finite in step %d; %s".formatted(what, step + 1, remedy), step, false);
      }
    }
  }

  /** Steps done, those left out included. */
  public long step() {
    return step;
  }

  /**
   * Whether all that happened is that steps were left out, so that the weights are those of the
   * last step that was taken. Otherwise they give numbers that are not finite, and are of no use.
   */
  public boolean ofSkippedSteps() {
    return ofSkipped;
  }
}
