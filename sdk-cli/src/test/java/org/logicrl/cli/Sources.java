package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.logicrl.api.Plugin;

/** Compiles folders of Java sources, as Maven would for somebody else. */
final class Sources {

  private Sources() {}

  /**
   * Compiles all sources below a folder, and allows no warning but those about elements of the
   * class path that do not exist.
   *
   * @param classes where the class files go
   * @throws IOException with the compiler's messages when the sources do not compile
   */
  static void compile(Path sources, Path classes, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8);
        Stream<Path> files = Files.walk(sources)) {
      List<Path> units = files.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-classpath",
              classPath,
              "-proc:none",
              "--release",
              "17",
              "-Xlint:all,-path",
              "-Werror");
      if (!compiler
          .getTask(
              messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(units))
          .call()) {
        throw new IOException(messages.toString());
      }
    }
  }

  /** The class path of a plugin: the API and its annotations, and nothing else of the SDK. */
  static String api() throws URISyntaxException {
    return join(location(Plugin.class), location(NullMarked.class));
  }

  /** The class path with these elements. */
  static String join(String... elements) {
    return String.join(File.pathSeparator, elements);
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
