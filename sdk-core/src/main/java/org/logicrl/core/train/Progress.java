package org.logicrl.core.train;

import java.util.Map;
import org.logicrl.core.evaluate.Evaluation;

/** Hears of a loop's progress, on the loop's thread. */
public interface Progress {

  /** Nobody listens. */
  Progress NONE = new Progress() {};

  /** A loop begins, or goes on after so many steps. */
  default void begin(long stepsDone, long steps) {}

  /** An evaluation is about to take its time. */
  default void evaluating(long step) {}

  /** A step is done. */
  default void step(long stepsDone, Map<String, Double> metrics) {}

  /** An evaluation is done. */
  default void evaluated(Evaluation evaluation) {}

  /** The loop has ended. */
  default void end() {}
}
