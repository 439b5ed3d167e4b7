package org.logicrl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.LoadedConfig;
import picocli.CommandLine.Option;

/** The configuration of a command that has no file: assignments alone. */
final class Assignments {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key, such as task.people=[2,3] or seed=7.")
  private List<String> given = new ArrayList<>();

  /** What was given, over what the command's own options say. */
  LoadedConfig load(String... own) {
    List<String> all = new ArrayList<>(Arrays.asList(own));
    all.addAll(given);
    return ConfigLoader.ofSystem().loadWithoutFile(Path.of("").toAbsolutePath(), all);
  }
}
