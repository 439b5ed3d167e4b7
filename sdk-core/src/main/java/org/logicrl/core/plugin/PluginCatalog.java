package org.logicrl.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.logicrl.api.Factory;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.Nearest;
import org.logicrl.core.plugin.PluginVerifier.Offer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All plugins of a process: those on the class path, and those in plugin folders, where each
 * sub-folder with its jars is a plugin with a class loader of its own, and so is each jar that lies
 * there directly.
 *
 * <pre>{@code
 * plugins/
 *   sudoku/sudoku-1.0.jar          one plugin,
 *   sudoku/constraint-solver.jar   with a library of its own
 *   crosswords.jar                 another
 * }</pre>
 *
 * <p>A plugin that cannot be used is refused, with a reason, and does not stop the others. Two
 * plugins that offer the same name stop everything: which one would be taken must not depend on the
 * order of files.
 *
 * <p>Closing the catalog closes the class loaders, after which parts that plugins have made may no
 * longer work.
 */
public final class PluginCatalog implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PluginCatalog.class);

  private final List<InstalledPlugin> plugins;
  private final List<RefusedPlugin> refused;
  private final List<PluginClassLoader> loaders;
  private final FactoryIndex<Task> tasks;
  private final FactoryIndex<RewardRule> rewards;
  private final FactoryIndex<Algorithm> algorithms;
  private final FactoryIndex<Backend> backends;

  private PluginCatalog(PluginLoader loaded, List<String> duplicates) {
    plugins = List.copyOf(loaded.installed());
    refused = List.copyOf(loaded.refused());
    loaders = List.copyOf(loaded.loaders());
    tasks = FactoryIndex.of(PluginKind.TASK, plugins, refused, duplicates);
    rewards = FactoryIndex.of(PluginKind.REWARD, plugins, refused, duplicates);
    algorithms = FactoryIndex.of(PluginKind.ALGORITHM, plugins, refused, duplicates);
    backends = FactoryIndex.of(PluginKind.BACKEND, plugins, refused, duplicates);
  }

  /**
   * Loads the plugins on the class path of the SDK, and those in folders.
   *
   * @param folders the plugin folders; each must exist
   * @throws PluginException when a folder cannot be read, or two plugins offer the same name
   */
  public static PluginCatalog load(List<Path> folders) {
    return load(PluginCatalog.class.getClassLoader(), folders);
  }

  /** The same with another class path, which must hold the same API. */
  static PluginCatalog load(ClassLoader host, List<Path> folders) {
    PluginLoader loader = new PluginLoader(host);
    loader.loadClassPath();
    for (Path folder : folders) {
      for (Path source : sources(folder)) {
        loader.loadJars(source, jars(source));
      }
    }
    List<String> duplicates = new ArrayList<>();
    PluginCatalog catalog = new PluginCatalog(loader, duplicates);
    catalog.refused.forEach(plugin -> log.warn("{}", plugin));
    if (!duplicates.isEmpty()) {
      catalog.close();
      throw new PluginException(
          String.join("\n", duplicates) + "\nremove one of the two, or rename what it offers");
    }
    return catalog;
  }

  /** The plugins in the order in which they were found. */
  public List<InstalledPlugin> plugins() {
    return plugins;
  }

  /** The plugins that cannot be used. */
  public List<RefusedPlugin> refused() {
    return refused;
  }

  /** What {@code task.name} may choose. */
  public FactoryIndex<Task> tasks() {
    return tasks;
  }

  /** What {@code reward.name} may choose. */
  public FactoryIndex<RewardRule> rewards() {
    return rewards;
  }

  /** What {@code algorithm.name} may choose. */
  public FactoryIndex<Algorithm> algorithms() {
    return algorithms;
  }

  /**
   * What {@code rollout.backend}, {@code learner.backend} and {@code reference.backend} may choose.
   */
  public FactoryIndex<Backend> backends() {
    return backends;
  }

  /**
   * What goes by a name, of whatever kind.
   *
   * @return at least one
   * @throws PluginException when there is none, with the nearest names and the jars that were
   *     refused
   */
  public List<Offer> describe(String name) {
    List<Offer> found = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (InstalledPlugin plugin : plugins) {
      for (PluginKind<?> kind : PluginKind.ALL) {
        for (Factory<?, ?> factory : kind.of(plugin.factories())) {
          names.add(factory.name());
          if (factory.name().equals(name)) {
            found.add(Offer.of(kind, factory));
          }
        }
      }
    }
    if (found.isEmpty()) {
      List<String> nearest = Nearest.of(name, names);
      StringBuilder message = new StringBuilder("no plugin offers '%s'".formatted(name));
      if (!nearest.isEmpty()) {
        message.append("; did you mean ").append(String.join(" or ", nearest)).append('?');
      }
      message.append("\navailable: ").append(String.join(", ", names));
      refused.forEach(plugin -> message.append('\n').append(plugin));
      throw new PluginException(message.toString());
    }
    return found;
  }

  /**
   * The plugins in a folder, each a jar or a folder of jars, whether they can be used or not.
   *
   * @throws PluginException when the folder cannot be read
   */
  public static List<Path> sources(Path folder) {
    return list(folder).stream().filter(entry -> Files.isDirectory(entry) || isJar(entry)).toList();
  }

  @Override
  public void close() {
    for (PluginClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        log.warn("the jars of {} could not be closed", loader.getName(), e);
      }
    }
  }

  /** The jars of a plugin: the file itself, or those in a folder, in the order of their names. */
  static List<Path> jars(Path source) {
    return Files.isDirectory(source)
        ? list(source).stream().filter(PluginCatalog::isJar).toList()
        : List.of(source);
  }

  private static boolean isJar(Path file) {
    return Files.isRegularFile(file) && file.toString().endsWith(".jar");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      // Names that begin with a dot belong to tools, such as .DS_Store.
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new PluginException("the plugin folder " + folder + " cannot be read: " + e, e);
    }
  }
}
