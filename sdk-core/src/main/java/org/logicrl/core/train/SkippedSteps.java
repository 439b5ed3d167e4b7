package org.logicrl.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.logicrl.core.run.JsonLines;

/**
 * How many steps in a row were left out because their gradient was not finite. Those before a run
 * was resumed count, too, as if it had never stopped: its metrics tell.
 */
final class SkippedSteps {

  private int inARow;
  private boolean ofPolicy;
  private boolean ofCritic;

  /** Of the reinforcement-learning loop: where no step was taken, the norm has no average. */
  static SkippedSteps ofTraining(JsonLines metrics) throws IOException {
    SkippedSteps steps = new SkippedSteps();
    for (JsonNode line : metrics.lines()) {
      steps.add(line.path("actor/grad_norm").isNull(), line.path("critic/grad_norm").isNull());
    }
    return steps;
  }

  /** Of fine-tuning: a step without a solution tells nothing about the weights. */
  static SkippedSteps ofFineTuning(JsonLines metrics) throws IOException {
    SkippedSteps steps = new SkippedSteps();
    for (JsonNode line : metrics.lines()) {
      boolean skipped = line.path("sft/skipped_updates").asDouble() > 0;
      if (skipped || !line.path("sft/grad_norm").isNull()) {
        steps.add(skipped, false);
      }
    }
    return steps;
  }

  /**
   * Counts a step.
   *
   * @param policy whether all of the policy's optimiser steps were left out
   * @param critic whether all of the critic's were
   */
  void add(boolean policy, boolean critic) {
    boolean skipped = policy || critic;
    inARow = skipped ? inARow + 1 : 0;
    ofPolicy = policy || (skipped && ofPolicy);
    ofCritic = critic || (skipped && ofCritic);
  }

  /**
   * Of these steps, once there are too many.
   *
   * @param step steps done, those left out included
   */
  DivergedException tooMany(long step) {
    return DivergedException.ofSkipped(inARow, step, ofPolicy, ofCritic);
  }

  /** How many there are up to the last step. */
  int inARow() {
    return inARow;
  }
}
