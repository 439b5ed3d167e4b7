package org.logicrl.core.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.core.experiment.Sections.Common;
import org.logicrl.core.files.Hashes;

/** What {@code run.json} says: everything that a reader needs to make the run again. */
final class RunDescription {

  private RunDescription() {}

  /**
   * A description.
   *
   * @param command what began the run
   * @param model the folder that it starts from
   * @param circumstances those in which it began
   */
  static Map<String, Object> of(
      String command, Common common, Path model, Circumstances circumstances) throws IOException {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("format", 1);
    description.put("command", command);
    description.put("started", Instant.now().toString());
    description.put("seed", common.run().seed());
    description.put("directory", common.directory().toAbsolutePath().toString());
    description.put("model", model(model));
    description.put("versions", circumstances.versions());
    description.put("engines", circumstances.engines());
    description.put("host", circumstances.host());
    description.put("plugins", circumstances.plugins());
    return description;
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
}
