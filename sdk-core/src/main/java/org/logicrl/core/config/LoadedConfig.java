package org.logicrl.core.config;

import java.nio.file.Path;
import java.util.List;
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

  /** A new binder; it starts with the errors found so far. */
  public SettingsBinder binder() {
    return new SettingsBinder(root, errors);
  }
}
