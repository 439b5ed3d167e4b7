package org.logicrl.core.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.Factory;
import org.logicrl.core.config.Nearest;
import org.logicrl.core.config.Offers;

/**
 * All factories of one kind, by name.
 *
 * @param <T> the kind
 */
public final class FactoryIndex<T> implements Offers<T> {

  private final PluginKind<T> kind;
  private final Map<String, Entry<T>> entries;
  private final List<RefusedPlugin> refused;

  /** A factory and the plugin that offers it. */
  private record Entry<T>(Factory<?, T> factory, InstalledPlugin plugin) {}

  private FactoryIndex(
      PluginKind<T> kind, Map<String, Entry<T>> entries, List<RefusedPlugin> refused) {
    this.kind = kind;
    this.entries = Collections.unmodifiableMap(entries);
    this.refused = List.copyOf(refused);
  }

  /**
   * The index of a kind.
   *
   * @param duplicates where names go that two plugins offer
   */
  static <T> FactoryIndex<T> of(
      PluginKind<T> kind,
      List<InstalledPlugin> plugins,
      List<RefusedPlugin> refused,
      List<String> duplicates) {
    Map<String, Entry<T>> entries = new TreeMap<>();
    for (InstalledPlugin plugin : plugins) {
      for (Factory<?, T> factory : kind.of(plugin.factories())) {
        @Nullable Entry<T> earlier =
            entries.putIfAbsent(factory.name(), new Entry<>(factory, plugin));
        if (earlier != null) {
          duplicates.add(
              "the %s '%s' is offered by %s (%s) and by %s (%s)"
                  .formatted(
                      kind,
                      factory.name(),
                      earlier.plugin().source(),
                      earlier.plugin().className(),
                      plugin.source(),
                      plugin.className()));
        }
      }
    }
    return new FactoryIndex<>(kind, entries, refused);
  }

  /** The names in alphabetical order. */
  public Collection<String> names() {
    return entries.keySet();
  }

  /** The factory of a name. */
  public Optional<Factory<?, T>> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::factory);
  }

  /**
   * The factory of a name.
   *
   * @throws PluginException when there is none, with the nearest names, all names, and the jars
   *     that were refused
   */
  public Factory<?, T> require(String name) {
    return entry(name).factory();
  }

  /**
   * The plugin that offers a name.
   *
   * @throws PluginException when there is none
   */
  public InstalledPlugin plugin(String name) {
    return entry(name).plugin();
  }

  @Override
  public List<Factory<?, T>> factories() {
    List<Factory<?, T>> factories = new ArrayList<>();
    entries.values().forEach(entry -> factories.add(entry.factory()));
    return factories;
  }

  /** The refused plugins that offer the name; all of them when none is known to. */
  @Override
  public List<String> remarks(String name) {
    List<RefusedPlugin> known =
        refused.stream().filter(plugin -> plugin.names().contains(name)).toList();
    return (known.isEmpty() ? refused : known).stream().map(RefusedPlugin::toString).toList();
  }

  private Entry<T> entry(String name) {
    @Nullable Entry<T> entry = entries.get(name);
    if (entry != null) {
      return entry;
    }
    StringBuilder message = new StringBuilder("there is no %s '%s'".formatted(kind, name));
    List<String> nearest = Nearest.of(name, names());
    if (!nearest.isEmpty()) {
      message.append("; did you mean ").append(String.join(" or ", nearest)).append('?');
    }
    message.append("\navailable: ").append(entries.isEmpty() ? "none" : String.join(", ", names()));
    remarks(name).forEach(remark -> message.append('\n').append(remark));
    throw new PluginException(message.toString());
  }
}
