package org.logicrl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.LoadedConfig;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration file and what overrides it. */
final class ConfigOptions {

  @Parameters(index = "0", paramLabel = "CONFIG", description = "The YAML configuration file.")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the configuration, such as algorithm.name=grpo.")
  private List<String> assignments = new ArrayList<>();

  /** The configuration, merged. */
  LoadedConfig load() {
    return ConfigLoader.ofSystem().load(file, assignments);
  }
}
