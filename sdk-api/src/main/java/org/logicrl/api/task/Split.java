package org.logicrl.api.task;

import java.util.Locale;

/** The parts that a task's problems are divided into; no problem is in two of them. */
public enum Split {
  /** Problems to learn from. */
  TRAIN,
  /** Problems to watch progress and choose settings with. */
  VALIDATION,
  /** Problems for the figures that are reported. */
  TEST,
  /** Problems harder than those of training, by a step that the task defines. */
  OUT_OF_DISTRIBUTION;

  /** The name in files and on the command line: {@code out-of-distribution}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
