package org.logicrl.core.plugin;

import java.io.IOException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The entry {@code Class-Path} of a jar's manifest, which class loaders follow to wherever it
 * leads: beyond the plugin's folder, to code that no run would record.
 */
final class ManifestClassPath {

  private ManifestClassPath() {}

  /**
   * The first thing that a manifest brings in from elsewhere; null where there is none. Libraries
   * often name neighbours that are not there, which does no harm.
   *
   * @param jars the plugin's own
   */
  static @Nullable String foreign(Path jar, List<Path> jars) throws IOException {
    for (String entry : entries(jar)) {
      if (!entry.isEmpty() && isForeign(jar, entry, jars)) {
        return entry;
      }
    }
    return null;
  }

  private static String[] entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String entries =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return entries == null ? new String[0] : entries.split("\\s+", -1);
    }
  }

  private static boolean isForeign(Path jar, String entry, List<Path> jars) throws IOException {
    Path named;
    try {
      named = Path.of(jar.toUri().resolve(entry));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return true; // a server's, or no address at all
    }
    if (!Files.exists(named)) {
      return false;
    }
    for (Path own : jars) {
      if (Files.isSameFile(own, named)) {
        return false;
      }
    }
    return true;
  }
}
