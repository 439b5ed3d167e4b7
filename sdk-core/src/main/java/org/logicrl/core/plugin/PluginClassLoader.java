package org.logicrl.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin: its own jars and the Java platform, and from the host nothing but
 * the API and what has to exist once per process.
 *
 * <p>So two plugins can use different versions of a library, neither sees the other, and neither
 * can reach into the core. Shared are the SDK's API, the nullness annotations, SLF4J, and the
 * inference engines: a native library can be loaded by one class loader only. Resources follow the
 * same rule as classes; the host's {@code META-INF/services} in particular stay out of sight.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    ClassLoader.registerAsParallelCapable();
  }

  /** Packages, with all below them, that come from the host and only from there. */
  static final List<String> SHARED_PACKAGES =
      List.of("org.logicrl.api.", "org.jspecify.", "org.slf4j.", "ai.djl.", "ai.onnxruntime.");

  private static final String API = SHARED_PACKAGES.get(0);
  private static final String SDK = "org.logicrl.core.";

  private final String source;
  private final ClassLoader host;

  /**
   * A loader for a plugin.
   *
   * @param source the jar or folder, for messages
   * @param host has the shared packages
   */
  PluginClassLoader(String source, List<URL> jars, ClassLoader host) {
    super(source, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    this.source = source;
    this.host = host;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    try {
      return shared(name) ? host.loadClass(name) : super.loadClass(name, resolve);
    } catch (ClassNotFoundException e) {
      throw new ClassNotFoundException(advice(name), e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return shared(name.replace('/', '.')) ? host.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return shared(name.replace('/', '.')) ? host.getResources(name) : super.getResources(name);
  }

  private static boolean shared(String name) {
    return SHARED_PACKAGES.stream().anyMatch(name::startsWith);
  }

  private String advice(String name) {
    String missing = "the class " + name + " was not found for the plugin " + source + ": ";
    if (name.startsWith(API)) {
      return missing
          + "this SDK has no such class, so the plugin was built against another version of"
          + " sdk-api; build it against this one";
    }
    if (name.startsWith(SDK)) {
      return missing
          + "a plugin sees org.logicrl.api, but nothing of the SDK behind it; use the API instead";
    }
    if (shared(name)) {
      return missing
          + "it comes from the SDK's own lib folder, because it can be loaded only once per"
          + " process; put the jar that holds it there, not beside the plugin";
    }
    return missing
        + "it is neither in the plugin's own jars nor part of the Java platform; put the jar that"
        + " holds it into the plugin's folder, plugins/<name>/. From the SDK a plugin sees only "
        + String.join("*, ", SHARED_PACKAGES)
        + "*";
  }
}
