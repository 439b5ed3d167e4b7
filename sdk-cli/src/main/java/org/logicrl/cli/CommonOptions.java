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
      description = "Another folder with plugins, beside the distribution's own.")
  private List<Path> plugins = new ArrayList<>();

  @SuppressWarnings("UnusedVariable") // Failures reads it out of the parsed arguments
  @Option(names = STACKTRACE, description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  /** All plugins: the class path's, the distribution's, ./plugins and those given. */
  PluginCatalog catalog() {
    return PluginCatalog.load(folders());
  }

  /** All plugin folders. */
  List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    @Nullable String home = System.getProperty("logicrl.home");
    if (home != null) {
      addIfThere(Path.of(home, "plugins"), folders);
    }
    addIfThere(Path.of("plugins"), folders);
    folders.addAll(plugins);
    return folders.stream().distinct().toList();
  }

  private static void addIfThere(Path folder, List<Path> folders) {
    if (Files.isDirectory(folder)) {
      folders.add(folder);
    }
  }
}
