package org.logicrl.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.settings.RunSettings;
import picocli.CommandLine.Option;

/** Options of the commands that start a run. */
final class RunOptions {

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "The run's folder, new or empty; default: runs/<name>-<time>.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Whether the result is wanted as JSON. */
  boolean json() {
    return json;
  }

  /** The folder that was asked for, or a new one under the configured parent. */
  RunFolder folder(RunSettings settings) throws IOException {
    return folder != null
        ? RunFolder.createAt(folder)
        : RunFolder.create(Path.of(settings.runs()), settings.name());
  }
}
