package org.logicrl.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.logicrl.api.UnusableSettingsException;

/**
 * The place of a model folder that a run writes at its end. It may hold an older model, which goes
 * once the new one is whole, but nothing else: what a user keeps there must not go with it.
 */
public final class ModelOutput {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = ".safetensors";

  /** The folder with a model's adapters, in PEFT's layout. */
  private static final String ADAPTER = "adapter";

  /** What else belongs to a model folder. */
  private static final Set<String> COMPANIONS =
      Set.of(
          CONFIG,
          "generation_config.json",
          "model.safetensors.index.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "tokenizer.model",
          "chat_template.jinja",
          "chat_template.json",
          "adapter_config.json");

  private final String key;
  private final Path folder;

  /**
   * A place that need not exist.
   *
   * @param key the key of the configuration that names it
   */
  public ModelOutput(String key, Path folder) {
    this.key = key;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Where the model will be. */
  public Path folder() {
    return folder;
  }

  /** Whether it is this very folder. */
  public boolean is(Path other) throws IOException {
    return Files.exists(folder) && Files.exists(other) && Files.isSameFile(folder, other);
  }

  /**
   * Makes sure that a model can be written here, before the work for it begins. A model whose
   * replacement was cut short is put back first.
   *
   * @throws UnusableSettingsException when there is something else than an older model
   */
  public void prepare() throws IOException {
    AtomicFiles.restoreFolder(folder);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UnusableSettingsException(
          "%s names %s, which is a file: choose a folder".formatted(key, folder));
    }
    List<Path> held = held();
    List<String> foreign =
        held.stream()
            .filter(entry -> !ofAModel(entry))
            .map(entry -> folder.relativize(entry).toString())
            .limit(3)
            .toList();
    boolean model = Files.isRegularFile(folder.resolve(CONFIG));
    if (!foreign.isEmpty() || (!held.isEmpty() && !model)) {
      throw new UnusableSettingsException(
          "%s names %s, which is no older model to replace: it holds %s; choose a folder of its own"
              .formatted(
                  key, folder, foreign.isEmpty() ? "no " + CONFIG : String.join(", ", foreign)));
    }
  }

  /** Writes a model in the place of an older one. */
  public void write(AtomicFiles.Content model) throws IOException {
    prepare();
    AtomicFiles.replaceFolder(folder, model);
  }

  /** What the folder holds; in the place of the folder with adapters, what that one holds. */
  private List<Path> held() throws IOException {
    List<Path> held = new ArrayList<>(entries(folder));
    Path adapter = folder.resolve(ADAPTER);
    if (Files.isDirectory(adapter)) {
      held.remove(adapter);
      held.addAll(entries(adapter));
    }
    return held;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static boolean ofAModel(Path entry) {
    String name = entry.getFileName().toString();
    return Files.isRegularFile(entry) && (COMPANIONS.contains(name) || name.endsWith(WEIGHTS));
  }
}
