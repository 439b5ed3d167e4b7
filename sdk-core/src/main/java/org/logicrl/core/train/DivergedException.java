package org.logicrl.core.train;

import java.io.Serial;

/** Training produced numbers that are not finite; the last good checkpoint is on disk. */
public final class DivergedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message that says what was not finite, and since when. */
  public DivergedException(String message) {
    super(message);
  }
}
