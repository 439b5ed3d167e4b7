package org.logicrl.core.train;

import java.util.Map;
import org.logicrl.core.evaluate.Evaluation;

/** Hears of a loop's progress, on the loop's thread. */
public interface Progress {

  /** Nobody listens. */
  Progress NONE = new Progress() {};

  /**
   * The engines are open.
   *
   * @param engines of rollouts and of the learner, what {@link
   *     org.logicrl.api.backend.Backend#environment} says
   */
  default void engines(Map<String, Map<String, String>> engines) {}

  /** A loop begins, or goes on after so many steps. */
  default void begin(long stepsDone, long steps) {}

  /**
   * An evaluation goes on, or begins where no problem is done.
   *
   * @param step the training steps before it
   * @param done problems of all splits that are done
   * @param problems problems of all splits
   */
  default void evaluating(long step, int done, int problems) {}

  /** A step is done. */
  default void step(long stepsDone, Map<String, Double> metrics) {}

  /** An evaluation is done. */
  default void evaluated(Evaluation evaluation) {}

  /** The loop has ended. */
  default void end() {}
}
