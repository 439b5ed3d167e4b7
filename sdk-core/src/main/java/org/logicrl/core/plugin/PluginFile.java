package org.logicrl.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

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
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new PluginFile(path, HexFormat.of().formatHex(digest.digest()));
  }
}
