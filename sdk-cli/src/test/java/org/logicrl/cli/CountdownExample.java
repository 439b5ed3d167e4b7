package org.logicrl.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The plugin under {@code examples/countdown}, which no module of the build contains. */
final class CountdownExample {

  private CountdownExample() {}

  /** Its folder, in the repository that the working folder is in. */
  static Path folder() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("examples/countdown");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above this one has examples/countdown");
  }
}
