package org.logicrl.core.config;

import java.util.List;

/**
 * A configuration that cannot be used, with everything that is wrong with it.
 *
 * <pre>{@code
 * 2 errors in the configuration:
 *
 *   1) training.stepz = 100  (experiment.yaml:12)
 *      is not a known key
 *      did you mean training.steps?
 *
 *   2) task.people = 1  (--set task.people)
 *      is out of range
 *      allowed: a list; each a whole number, 2 to 8
 * }</pre>
 */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ConfigError> errors;

  /**
   * An exception for these errors.
   *
   * @param errors at least one
   */
  public ConfigException(List<ConfigError> errors) {
    super(message(errors));
    this.errors = List.copyOf(errors);
  }

  /**
   * What is wrong: first what could not be read, then what could not be bound, then unknown keys.
   */
  public List<ConfigError> errors() {
    return errors;
  }

  private static String message(List<ConfigError> errors) {
    StringBuilder message =
        new StringBuilder(errors.size() == 1 ? "1 error" : errors.size() + " errors")
            .append(" in the configuration:\n");
    for (int i = 0; i < errors.size(); i++) {
      String number = "  " + (i + 1) + ") ";
      message
          .append('\n')
          .append(number)
          .append(errors.get(i).toString().replace("\n", "\n" + " ".repeat(number.length())))
          .append('\n');
    }
    return message.toString();
  }
}
