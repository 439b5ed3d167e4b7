package org.logicrl.core.run;

import java.io.Serial;

/** A row of a file that cannot be used; the others can. */
public final class BadRowException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** With what is wrong, as the end of a sentence about the row. */
  public BadRowException(String message) {
    super(message);
  }
}
