package org.logicrl.core.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Setting;

/**
 * Keys at the top level of a configuration.
 *
 * @param name the beginning of the run folder's name
 * @param seed the one source of all random numbers
 * @param runs the folder that run folders are made in, relative to the working directory
 * @param directory the folder that relative paths refer to; null for that of the configuration file
 */
public record RunSettings(
    @Setting(help = "Beginning of the run folder's name.", defaultValue = "run") String name,
    @Setting(help = "The one source of all random numbers.", defaultValue = "1") long seed,
    @Setting(
            help = "Folder that run folders are made in, relative to the working directory.",
            defaultValue = "runs")
        String runs,
    @Setting(help = "Folder that relative paths refer to, instead of the configuration file's.")
        @Nullable String directory) {

  /** Checks that the name can be part of a path. */
  // Written out because javac 17 drops the annotations of a compact constructor's parameters.
  public RunSettings(String name, long seed, String runs, @Nullable String directory) {
    if (!name.matches("[A-Za-z0-9._+-]+")) {
      throw new IllegalArgumentException(
          "name may hold letters, digits and . _ + - only, but is '" + name + "'");
    }
    this.name = name;
    this.seed = seed;
    this.runs = runs;
    this.directory = directory;
  }

  /** The folder that relative paths refer to, in a configuration file in a folder. */
  public Path directory(Path folder) {
    return directory == null ? folder : folder.resolve(directory).toAbsolutePath().normalize();
  }
}
