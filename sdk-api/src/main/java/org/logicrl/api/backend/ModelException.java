package org.logicrl.api.backend;

import java.io.IOException;
import java.io.Serial;

/** A model folder that is missing, damaged or of an unknown kind; the message says what to do. */
public final class ModelException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message that names the file and what is wrong with it. */
  public ModelException(String message) {
    super(message);
  }

  /** With a message and the failure behind it. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
