package org.logicrl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Option;

/** Options of every command that uses plugins. */
final class CommonOptions {

  static final String STACKTRACE = "--stacktrace";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Another folder with plugins, beside those of the SDK; their code is run.")
  private List<Path> plugins = new ArrayList<>();

  @SuppressWarnings("UnusedVariable") // Failures reads it out of the parsed arguments
  @Option(names = STACKTRACE, description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  /** All plugins: the class path's and those in {@link #folders}. */
  PluginCatalog catalog() {
    return PluginCatalog.load(folders());
  }

  /**
   * All plugin folders: the distribution's, that beside the launcher, and those given. Never one of
   * the working directory, which may be anybody's: to load a plugin is to run its code.
   */
  List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    for (String property : List.of("logicrl.home", "logicrl.root")) {
      @Nullable String parent = System.getProperty(property);
      if (parent != null && Files.isDirectory(Path.of(parent, "plugins"))) {
        folders.add(Path.of(parent, "plugins"));
      }
    }
    folders.addAll(plugins);
    return folders.stream().distinct().toList();
  }
}
