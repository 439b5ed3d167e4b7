package org.logicrl.core.config;

import java.util.List;

/**
 * A settings record that breaks the rules of {@link org.logicrl.api.Setting}: an error of the
 * program or plugin that holds the record, never of the configuration.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  SettingsException(String problem, Throwable cause) {
    super(problem, cause);
    this.problems = List.of(problem);
  }

  /** What is wrong, one sentence each. */
  public List<String> problems() {
    return problems;
  }
}
