package org.logicrl.core.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.core.config.SettingsException;
import org.logicrl.core.config.SettingsRecord;

/**
 * Loads plugins and sorts them into those that can be used and those that are refused. One that
 * fails, in whatever way, does not keep the others from loading.
 */
final class PluginLoader {

  /** Where a jar names its plugins. */
  static final String SERVICE_FILE = "META-INF/services/" + Plugin.class.getName();

  /** A service file that cannot be read makes {@link ServiceLoader} fail again and again. */
  private static final int MOST_PROVIDERS = 1000;

  private final ClassLoader host;
  private final List<InstalledPlugin> installed = new ArrayList<>();
  private final List<RefusedPlugin> refused = new ArrayList<>();
  private final List<PluginClassLoader> loaders = new ArrayList<>();

  /** A loader for plugins that take the API from this host. */
  PluginLoader(ClassLoader host) {
    this.host = host;
  }

  List<InstalledPlugin> installed() {
    return installed;
  }

  List<RefusedPlugin> refused() {
    return refused;
  }

  /** The class loaders of the jars, to be closed when the plugins are no longer used. */
  List<PluginClassLoader> loaders() {
    return loaders;
  }

  /** Loads the plugins on the host's own class path. */
  void loadClassPath() {
    loadProviders("the class path", host, null);
  }

  /**
   * Loads the plugins of jars that belong together, apart from everything else.
   *
   * @param source the jar or the folder of jars
   */
  void loadJars(Path source, List<Path> jars) {
    String name = source.toString();
    List<URL> urls = new ArrayList<>();
    List<PluginFile> files = new ArrayList<>();
    boolean offered = false;
    for (Path jar : jars) {
      try {
        String foreign = ManifestClassPath.foreign(jar, jars);
        if (foreign != null) {
          refuse(
              name,
              "the manifest of %s brings in %s, which is not among the plugin's jars; put it beside them"
                  .formatted(jar, foreign));
          return;
        }
        offered |= offersPlugins(jar);
        urls.add(url(jar));
        files.add(PluginFile.of(jar));
      } catch (IOException e) {
        refuse(name, jar + " is not a readable jar: " + e.getMessage());
        return;
      }
    }
    if (!offered) {
      refuse(
          name,
          jars.isEmpty()
              ? "it holds no jar; put the plugin's jar and the libraries it needs there"
              : "no jar has a file "
                  + SERVICE_FILE
                  + "; add one with a line that names the class which implements"
                  + " org.logicrl.api.Plugin");
      return;
    }
    PluginClassLoader loader = new PluginClassLoader(name, urls, host);
    loaders.add(loader);
    loadProviders(name, loader, files);
  }

  private void loadProviders(String source, ClassLoader loader, @Nullable List<PluginFile> files) {
    Iterator<ServiceLoader.Provider<Plugin>> providers =
        ServiceLoader.load(Plugin.class, loader).stream().iterator();
    int before = installed.size() + refused.size();
    for (int i = 0; i < MOST_PROVIDERS; i++) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        load(providers.next(), source, files);
      } catch (Throwable e) {
        rethrowIfFatal(e);
        refuse(source, RefusalReason.of(e));
      }
    }
    if (files != null && installed.size() + refused.size() == before) {
      refuse(source, SERVICE_FILE + " is empty; name the class that implements " + Plugin.class);
    }
  }

  private void load(
      ServiceLoader.Provider<Plugin> provider, String source, @Nullable List<PluginFile> files)
      throws IOException {
    Plugin plugin = provider.get();
    Factories factories = Factories.of(plugin);
    List<String> problems = problems(factories);
    if (!problems.isEmpty()) {
      List<String> names = new ArrayList<>();
      PluginKind.ALL.forEach(kind -> kind.of(factories).forEach(f -> names.add(f.name())));
      refused.add(
          new RefusedPlugin(
              source, plugin.getClass().getName() + ": " + String.join("; ", problems), names));
      return;
    }
    List<PluginFile> origin = files == null ? codeSource(plugin.getClass()) : files;
    String place = files == null && !origin.isEmpty() ? origin.get(0).path().toString() : source;
    installed.add(new InstalledPlugin(plugin.getClass().getName(), place, origin, factories));
  }

  /** What is wrong with the factories, all of it at once. */
  private static List<String> problems(Factories factories) {
    List<String> problems = new ArrayList<>();
    for (PluginKind<?> kind : PluginKind.ALL) {
      Set<String> names = new HashSet<>();
      for (Factory<?, ?> factory : kind.of(factories)) {
        if (!names.add(factory.name())) {
          problems.add("it offers two of the " + kind + " '" + factory.name() + "'");
        }
        try {
          for (String name : SettingsRecord.of(factory.settings()).names()) {
            kind.taken(name)
                .ifPresent(
                    why ->
                        problems.add(
                            "the settings of the %s '%s' use the key '%s', %s; rename it"
                                .formatted(kind, factory.name(), name, why)));
          }
        } catch (SettingsException e) {
          problems.addAll(e.problems());
        }
      }
    }
    return problems;
  }

  private static boolean offersPlugins(Path jar) throws IOException {
    // A URLClassLoader passes over a broken jar without a word.
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getEntry(SERVICE_FILE) != null;
    }
  }

  private static List<PluginFile> codeSource(Class<?> type) throws IOException {
    @Nullable CodeSource code = type.getProtectionDomain().getCodeSource();
    if (code == null || code.getLocation() == null) {
      return List.of();
    }
    try {
      return List.of(PluginFile.of(Path.of(code.getLocation().toURI())));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the class path has the odd entry " + code.getLocation(), e);
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  private void refuse(String source, String reason) {
    refused.add(new RefusedPlugin(source, reason, List.of()));
  }

  /** An error of the virtual machine is no property of a plugin, however deep it is wrapped. */
  private static void rethrowIfFatal(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 100; depth++) {
      if (cause instanceof VirtualMachineError error) {
        throw error;
      }
      cause = cause.getCause();
    }
  }
}
