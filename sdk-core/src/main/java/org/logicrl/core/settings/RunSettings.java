package org.logicrl.core.settings;

import org.logicrl.api.Setting;

/**
 * Keys at the top level of a configuration.
 *
 * @param name the beginning of the run folder's name
 * @param seed the one source of all random numbers
 * @param runs the folder that run folders are made in, relative to the working directory
 */
public record RunSettings(
    @Setting(help = "Beginning of the run folder's name.", defaultValue = "run") String name,
    @Setting(help = "The one source of all random numbers.", defaultValue = "1") long seed,
    @Setting(
            help = "Folder that run folders are made in, relative to the working directory.",
            defaultValue = "runs")
        String runs) {

  /** Checks that the name can be part of a path. */
  public RunSettings {
    if (!name.matches("[A-Za-z0-9._+-]+")) {
      throw new IllegalArgumentException(
          "name may hold letters, digits and . _ + - only, but is '" + name + "'");
    }
  }
}
