package org.logicrl.api.task;

import java.util.Locale;

/** How an answer, or a whole completion, was judged. */
public enum Outcome {
  /** The answer is right. */
  CORRECT,
  /** The answer was understood and is not right. */
  WRONG,
  /** The answer could not be understood. */
  UNPARSEABLE,
  /** The completion breaks the format, so that no answer was looked for. */
  FORMAT_ERROR,
  /** The rule itself failed or ran out of time. */
  ERROR;

  /** The name in files and metrics: {@code format-error}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
