package org.logicrl.api;

import java.nio.file.Path;

/**
 * What a part is told about the run it is made for.
 *
 * @param seed the run's seed; derive every random number from it through {@link RandomStream}
 * @param directory the folder that relative paths of the configuration refer to: the folder of the
 *     configuration file
 */
public record PluginContext(long seed, Path directory) {

  /** The file or folder that a path in the configuration means. */
  public Path resolve(String path) {
    return directory.resolve(path).normalize();
  }
}
