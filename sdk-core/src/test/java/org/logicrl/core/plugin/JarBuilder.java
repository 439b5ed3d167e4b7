package org.logicrl.core.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.logicrl.api.Plugin;

/** Compiles Java sources and packs them into a jar, as the author of a plugin would. */
final class JarBuilder {

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> resources = new LinkedHashMap<>();
  private final Set<String> leftOut = new HashSet<>();
  private final List<Path> libraries = new ArrayList<>();

  /** A plugin class with its service file; the body holds its methods. */
  static JarBuilder plugin(String className, String body) {
    int dot = className.lastIndexOf('.');
    return new JarBuilder()
        .service(className)
        .source(
            className,
            """
            package %s;
            import java.util.List;
            import org.logicrl.api.*;
            import org.logicrl.api.reward.*;
            import org.logicrl.api.task.*;
            public class %s implements Plugin {
              %s
            }
            """
                .formatted(className.substring(0, dot), className.substring(dot + 1), body));
  }

  /** A plugin that offers a reward rule of a given name, which gives every completion a half. */
  static JarBuilder reward(String className, String name) {
    return plugin(
        className,
        """
        public record Settings(
            @Setting(help = "The reward.", defaultValue = "0.5", min = 0) double amount) {}
        @Override public List<Factory<?, RewardRule>> rewards() {
          return List.of(new Factory<>("%s", "the same for all", Settings.class, (s, c) ->
              (p, completion, verifier) ->
                  new Reward(s.amount(), java.util.Map.of(), Verdict.correct())));
        }
        """
            .formatted(name));
  }

  JarBuilder source(String className, String code) {
    sources.put(className, code);
    return this;
  }

  JarBuilder service(String... classNames) {
    return resource(
        "META-INF/services/" + Plugin.class.getName(), String.join("\n", classNames) + "\n");
  }

  JarBuilder resource(String path, String text) {
    resources.put(path, text);
    return this;
  }

  /** Compiles a class, but leaves it and its nested classes out of the jar. */
  JarBuilder leaveOut(String className) {
    leftOut.add(className.replace('.', '/'));
    return this;
  }

  /** Compiles against a jar that the plugin does not hold. */
  JarBuilder library(Path jar) {
    libraries.add(jar);
    return this;
  }

  /** Writes the jar, and the folders above it. */
  Path write(Path jar) {
    try {
      Files.createDirectories(jar.toAbsolutePath().getParent());
      Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), ".classes");
      if (!sources.isEmpty()) {
        compile(classes);
      }
      pack(jar, classes);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    String classPath =
        Stream.concat(Stream.of(codeOf(Plugin.class), codeOf(NullMarked.class)), libraries.stream())
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator", ":")));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-d", classes.toString(), "-classpath", classPath, "-proc:none"),
                  null,
                  sources.entrySet().stream()
                      .map(source -> javaFile(source.getKey(), source.getValue()))
                      .toList())
              .call();
      if (!compiled) {
        throw new IllegalArgumentException(messages.toString());
      }
    }
  }

  private void pack(Path jar, Path classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        String topLevel = name.replaceAll("(\\$.*)?\\.class$", "");
        if (!leftOut.contains(topLevel)) {
          entries.putNextEntry(new ZipEntry(name));
          entries.write(Files.readAllBytes(file));
        }
      }
      for (Map.Entry<String, String> resource : resources.entrySet()) {
        entries.putNextEntry(new ZipEntry(resource.getKey()));
        entries.write(resource.getValue().getBytes(UTF_8));
      }
    }
  }

  private static JavaFileObject javaFile(String className, String code) {
    URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
