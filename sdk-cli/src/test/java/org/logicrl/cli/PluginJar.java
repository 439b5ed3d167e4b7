package org.logicrl.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.logicrl.api.Plugin;

/** Compiles a plugin against the API alone and packs it into a jar, as somebody else would. */
final class PluginJar {

  private PluginJar() {}

  /**
   * Writes a jar.
   *
   * @param className the plugin's class
   * @param code its source file
   */
  static Path write(Path jar, String className, String code) throws Exception {
    Files.createDirectories(jar.getParent());
    Path sources = Files.createTempDirectory(jar.getParent(), ".sources");
    Path source = sources.resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, code);
    Path content = Files.createTempDirectory(jar.getParent(), ".content");
    Sources.compile(sources, content, Sources.api());
    Path services = Files.createDirectories(content.resolve("META-INF/services"));
    Files.writeString(services.resolve(Plugin.class.getName()), className + "\n");
    return pack(content, jar);
  }

  /** Writes the jar of a Maven project: its classes and its resources. */
  static Path ofProject(Path jar, Path project) throws Exception {
    Files.createDirectories(jar.getParent());
    Path content = Files.createTempDirectory(jar.getParent(), ".content");
    Sources.compile(project.resolve("src/main/java"), content, Sources.api());
    Path resources = project.resolve("src/main/resources");
    try (Stream<Path> files = Files.walk(resources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = content.resolve(resources.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return pack(content, jar);
  }

  private static Path pack(Path content, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(content)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new ZipEntry(content.relativize(file).toString().replace('\\', '/')));
        entries.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }
}
