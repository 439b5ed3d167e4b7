package org.logicrl.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.plugin.ClassReferences.Member;

/**
 * Compares what the classes of a plugin use of the SDK with what the SDK has.
 *
 * <p>Java looks for a method only when it is first called, so a jar built against another version
 * of the API may load well and fail in the middle of a run. This finds such calls, uses of classes
 * that plugins cannot see, and API methods that a class would have to implement. Classes that do
 * not mention the SDK, such as those of libraries, are left alone.
 */
final class ApiUsage {

  private static final String SDK = "org.logicrl.";
  private static final String API = "org.logicrl.api.";

  private final ClassLoader loader;
  private final Set<String> problems = new TreeSet<>();

  private ApiUsage(ClassLoader loader) {
    this.loader = loader;
  }

  /** The problems of the classes in some jars, which the loader can load. */
  static List<String> problems(List<Path> jars, ClassLoader loader) throws IOException {
    ApiUsage usage = new ApiUsage(loader);
    for (Path path : jars) {
      try (JarFile jar = new JarFile(path.toFile())) {
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          // Classes under META-INF/versions are variants of others; module-info has no code.
          if (entry.getName().endsWith(".class")
              && !entry.getName().startsWith("META-INF/")
              && !entry.getName().endsWith("module-info.class")) {
            try (InputStream in = jar.getInputStream(entry)) {
              usage.check(ClassReferences.read(in));
            }
          }
        }
      }
    }
    return new ArrayList<>(usage.problems);
  }

  private void check(ClassReferences file) {
    boolean usesSdk = false;
    for (String name : file.classes()) {
      if (name.startsWith(SDK)) {
        usesSdk = true;
        @Nullable Class<?> used = load(name, file.className());
        if (used != null && name.startsWith(API)) {
          file.members().stream()
              .filter(member -> member.owner().equals(name) && !has(used, member))
              .forEach(
                  member ->
                      problems.add(
                          "%s uses %s.%s%s, which this SDK does not have: build it against this"
                                  .formatted(
                                      file.className(), name, member.name(), member.descriptor())
                              + " version of sdk-api"));
        }
      }
    }
    if (usesSdk) {
      checkImplements(file.className());
    }
  }

  private void checkImplements(String className) {
    @Nullable Class<?> type = load(className, className);
    if (type == null || Modifier.isAbstract(type.getModifiers())) {
      return;
    }
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        problems.add(
            "%s does not implement %s of %s: build it against this version of sdk-api"
                .formatted(className, method.getName(), method.getDeclaringClass().getName()));
      }
    }
  }

  private @Nullable Class<?> load(String name, String user) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      problems.add(user + ": " + RefusalReason.of(e));
      return null;
    }
  }

  private static boolean has(Class<?> owner, Member member) {
    if (!member.method()) {
      return Arrays.stream(owner.getFields())
          .anyMatch(
              field ->
                  field.getName().equals(member.name())
                      && field.getType().descriptorString().equals(member.descriptor()));
    }
    if (member.name().equals("<init>")) {
      return Arrays.stream(owner.getConstructors())
          .map(constructor -> MethodType.methodType(void.class, constructor.getParameterTypes()))
          .anyMatch(type -> type.descriptorString().equals(member.descriptor()));
    }
    // Every type has the methods of Object, an interface too.
    return Stream.of(owner.getMethods(), Object.class.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(method -> method.getName().equals(member.name()))
        .map(method -> MethodType.methodType(method.getReturnType(), method.getParameterTypes()))
        .anyMatch(type -> type.descriptorString().equals(member.descriptor()));
  }
}
