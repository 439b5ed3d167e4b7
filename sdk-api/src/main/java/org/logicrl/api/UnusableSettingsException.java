package org.logicrl.api;

import java.io.Serial;

/**
 * Settings that turn out to be unusable when the run is already under way: each is valid, but not
 * together with the model, the data or each other. The command ends with the message alone, as for
 * any other error of the configuration.
 *
 * <p>What can be found out earlier is an {@link IllegalArgumentException} of the settings record or
 * of the {@linkplain Factory.Creator creator}; from anywhere else, that exception is taken for a
 * fault of the program.
 */
public class UnusableSettingsException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message that names the settings and says what to do. */
  public UnusableSettingsException(String message) {
    super(message);
  }

  /** With a message and the failure behind it. */
  public UnusableSettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
