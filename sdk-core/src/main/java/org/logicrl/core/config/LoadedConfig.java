package org.logicrl.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.config.ConfigNode.Mapping;

/** A configuration that has been read and merged, but not yet bound to settings. */
public final class LoadedConfig {

  private final Mapping root;
  private final Path directory;
  private final List<ConfigError> errors;

  LoadedConfig(Mapping root, Path directory, List<ConfigError> errors) {
    this.root = root;
    this.directory = directory;
    this.errors = List.copyOf(errors);
  }

  /** The folder that relative paths of the configuration refer to; absolute for a file. */
  public Path directory() {
    return directory;
  }

  /** Whether a section is given, and not by environment variables alone, which all commands see. */
  public boolean has(String section) {
    @Nullable ConfigNode node = root.entries().get(section);
    return node != null && !node.absent() && !node.ofEnvironment();
  }

  /**
   * The refusal of the configuration as a whole.
   *
   * @param problem what is wrong, as the end of a sentence about the file
   */
  public ConfigException refusal(String problem) {
    return new ConfigException(List.of(ConfigError.general(root.origin(), problem)));
  }

  /** The same configuration without a section. */
  public LoadedConfig without(String section) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(root.entries());
    entries.remove(section);
    return new LoadedConfig(new Mapping(entries, root.origin()), directory, errors);
  }

  /** A new binder; it starts with the errors found so far. */
  public SettingsBinder binder() {
    return new SettingsBinder(root, errors);
  }
}
