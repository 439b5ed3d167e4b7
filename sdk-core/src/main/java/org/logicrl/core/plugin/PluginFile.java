package org.logicrl.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.files.Hashes;

/**
 * A file that a plugin's classes come from.
 *
 * @param path the jar, or a folder of classes during development
 * @param sha256 of the jar, as 64 hexadecimal digits; null for a folder
 */
public record PluginFile(Path path, @Nullable String sha256) {

  /** The file with its hash. */
  static PluginFile of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new PluginFile(path, null);
    }
    return new PluginFile(path, Hashes.sha256(path));
  }
}
