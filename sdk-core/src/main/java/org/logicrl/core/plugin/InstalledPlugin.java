package org.logicrl.core.plugin;

import java.util.List;

/**
 * A plugin that is ready to use.
 *
 * @param className the class that implements {@link org.logicrl.api.Plugin}
 * @param source the jar or folder it was found in
 * @param files the jars its classes come from
 * @param factories what it offers
 */
public record InstalledPlugin(
    String className, String source, List<PluginFile> files, Factories factories) {

  /** Copies the list. */
  public InstalledPlugin {
    files = List.copyOf(files);
  }
}
