package org.logicrl.api.backend;

import java.io.Serial;
import org.logicrl.api.UnusableSettingsException;

/** A prompt that is longer than a model allows together with the most tokens of its response. */
public final class TooLongException extends UnusableSettingsException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message that names the lengths and says what to do. */
  public TooLongException(String message) {
    super(message);
  }
}
