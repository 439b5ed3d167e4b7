package org.logicrl.core.run;

import java.io.Serial;

/** A run folder or checkpoint that cannot be used; the message says what to do. */
public final class RunException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message that names the folder. */
  public RunException(String message) {
    super(message);
  }
}
