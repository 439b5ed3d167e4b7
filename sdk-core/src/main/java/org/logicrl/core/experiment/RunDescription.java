package org.logicrl.core.experiment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.core.experiment.Sections.Common;
import org.logicrl.core.files.Hashes;
import org.logicrl.core.plugin.InstalledPlugin;
import org.logicrl.core.plugin.PluginCatalog;

/** What {@code run.json} says: everything that a reader needs to make the run again. */
final class RunDescription {

  private RunDescription() {}

  static Map<String, Object> of(String command, Common common, PluginCatalog catalog, Path model)
      throws IOException {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("format", 1);
    description.put("command", command);
    description.put("started", Instant.now().toString());
    description.put("seed", common.run().seed());
    description.put("directory", common.directory().toAbsolutePath().toString());
    description.put("model", model(model));
    description.put("versions", versions());
    description.put("host", host());
    List<Map<String, Object>> plugins = new ArrayList<>();
    for (InstalledPlugin plugin : catalog.plugins()) {
      Map<String, Object> files = new LinkedHashMap<>();
      plugin.files().forEach(file -> files.put(file.path().toString(), file.sha256()));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", plugin.className());
      entry.put("files", files);
      plugins.add(entry);
    }
    description.put("plugins", plugins);
    return description;
  }

  /**
   * What {@code run.json} says about a run that goes on.
   *
   * @param step the steps done before
   * @param changes the keys of the configuration that have changed, with their values
   */
  static Map<String, Object> resumed(long step, Map<String, String> changes) {
    Map<String, Object> resumption = new LinkedHashMap<>();
    resumption.put("time", Instant.now().toString());
    resumption.put("step", step);
    resumption.put("set", changes);
    return resumption;
  }

  /** The hashes of a model's files, by which a resumed run knows its reference again. */
  static Map<String, Object> model(Path folder) throws IOException {
    Map<String, Object> hashes = new LinkedHashMap<>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, "*.{safetensors,json}")) {
        List<Path> sorted = new ArrayList<>();
        files.forEach(sorted::add);
        sorted.sort(null);
        for (Path file : sorted) {
          hashes.put(file.getFileName().toString(), Hashes.sha256(file));
        }
      }
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("path", folder.toAbsolutePath().toString());
    model.put("sha256", hashes);
    return model;
  }

  private static Map<String, Object> versions() {
    Map<String, Object> versions = new LinkedHashMap<>();
    String own = RunDescription.class.getPackage().getImplementationVersion();
    versions.put("logicrl", own == null ? "unknown" : own);
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    return versions;
  }

  private static Map<String, Object> host() {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("name", hostName());
    host.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    host.put("processors", Runtime.getRuntime().availableProcessors());
    return host;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
