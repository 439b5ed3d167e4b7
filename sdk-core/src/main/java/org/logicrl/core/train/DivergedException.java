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

  /** Steps done, those left out included. */
  public long step() {
    return step;
  }
}
