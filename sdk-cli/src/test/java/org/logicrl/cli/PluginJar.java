package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
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
    Path classes = Files.createTempDirectory(jar.getParent(), ".classes");
    compile(classes, className, code);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        entries.write(Files.readAllBytes(file));
      }
      entries.putNextEntry(new ZipEntry("META-INF/services/" + Plugin.class.getName()));
      entries.write((className + "\n").getBytes(UTF_8));
    }
    return jar;
  }

  private static void compile(Path classes, String className, String code) throws Exception {
    Path api = Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of("-d", classes.toString(), "-classpath", api.toString(), "-proc:none");
      if (!compiler
          .getTask(messages, files, null, options, null, List.of(source(className, code)))
          .call()) {
        throw new IOException(messages.toString());
      }
    }
  }

  private static JavaFileObject source(String className, String code) {
    URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
