package org.logicrl.core.config;

import java.nio.file.Path;

/**
 * Where a configuration value came from.
 *
 * @param layer which of the merged layers
 * @param description for people, such as {@code experiment.yaml:12}
 */
public record Origin(Layer layer, String description) {

  static final Origin DEFAULT = new Origin(Layer.DEFAULT, "default");

  /** The layers of a configuration, weakest first. */
  public enum Layer {
    /** The default that the setting itself declares. */
    DEFAULT,
    /** The configuration file. */
    FILE,
    /** An environment variable. */
    ENVIRONMENT,
    /** A {@code --set} on the command line. */
    ASSIGNMENT
  }

  static Origin file(Path file, int line) {
    return new Origin(Layer.FILE, file + ":" + line);
  }

  static Origin file(Path file) {
    return new Origin(Layer.FILE, file.toString());
  }

  static Origin environment(String variable) {
    return new Origin(Layer.ENVIRONMENT, "environment variable " + variable);
  }

  static Origin assignment(String key) {
    return new Origin(Layer.ASSIGNMENT, "--set " + key);
  }

  @Override
  public String toString() {
    return description;
  }
}
