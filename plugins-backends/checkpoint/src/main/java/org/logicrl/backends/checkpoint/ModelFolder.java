package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;

/**
 * A Hugging Face model folder: {@code config.json}, weights as safetensors, and the files of the
 * tokenizer.
 *
 * <p>Opening it checks everything but the values: that the configuration is supported, and that the
 * weights are exactly those of the architecture, with the right shapes. The small files are kept in
 * memory, so that {@link #save} does not need the folder any more.
 */
public final class ModelFolder {

  static final String CONFIG = "config.json";

  /** Buffers that old checkpoints store and everybody computes. */
  private static final Set<String> COMPUTED_SUFFIXES =
      Set.of(".rotary_emb.inv_freq", ".self_attn.masked_bias", ".self_attn.bias");

  private final Path path;
  private final ObjectNode json;
  private final ModelConfig config;
  private final ParameterLayout layout;
  private final Map<String, SafetensorsFile> files;
  private final Map<String, byte[]> companions;

  private ModelFolder(Path path) throws IOException {
    this.path = path;
    JsonSection section = JsonSection.read(require(path, CONFIG));
    this.json = section.node();
    this.config = new ConfigReader(section).read();
    this.layout = ParameterLayout.of(config);
    this.files = WeightFiles.open(path);
    this.companions = CompanionFiles.read(path);
    requireExactly();
  }

  /**
   * Opens and checks a folder.
   *
   * @throws ModelException where it is missing, damaged or of an unsupported kind
   */
  public static ModelFolder open(Path path) throws IOException {
    return new ModelFolder(path);
  }

  /** A file of a model folder, which must exist. */
  static Path require(Path folder, String name) throws ModelException {
    if (!Files.isDirectory(folder)) {
      throw new ModelException(
          "%s is no folder; give the path of a Hugging Face model folder".formatted(folder));
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "%s has no %s; copy the complete model folder".formatted(folder, name));
    }
    return file;
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** What its configuration says. */
  public ModelConfig config() {
    return config;
  }

  /** Its weights by role. */
  public ParameterLayout layout() {
    return layout;
  }

  /** A weight as float32; see {@link SafetensorsFile#floats}. */
  public Weights.Tensor floats(Parameter parameter) throws IOException {
    return file(parameter).floats(parameter.name());
  }

  private SafetensorsFile file(Parameter parameter) {
    SafetensorsFile file = files.get(parameter.name());
    if (file == null) {
      throw new IllegalArgumentException(path + " has no weight " + parameter.name());
    }
    return file;
  }

  /** All weights as float32, in the order of the layout. */
  public Weights weights(long version) throws IOException {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : layout.all()) {
      tensors.put(parameter.name(), floats(parameter));
    }
    return new Weights(version, tensors);
  }

  /**
   * Writes a model folder with new weights and everything else as in this one: the configuration
   * (its {@code dtype} becomes float32), the tokenizer, the generation configuration.
   *
   * <p>A target that does not exist, or is empty, appears complete or not at all. A folder that
   * holds other files, such as a checkpoint that is being put together, gets the model's files one
   * by one, {@code config.json} last: without it, it is no model folder.
   *
   * @param target must hold none of the model's files yet
   * @param weights all weights of the layout
   */
  public void save(Path target, Weights weights) throws IOException {
    ParameterLayout.requireFitting(layout.all(), weights.tensors());
    ObjectNode saved = json.deepCopy();
    // Transformers 4 writes torch_dtype and 5 writes dtype; 5 reads both.
    saved.put(saved.has("dtype") ? "dtype" : "torch_dtype", "float32");
    FolderWriter.write(
        target,
        CONFIG,
        folder -> {
          FolderWriter.writeJson(folder.resolve(CONFIG), saved);
          for (Map.Entry<String, byte[]> companion : companions.entrySet()) {
            FolderWriter.writeFile(folder.resolve(companion.getKey()), companion.getValue());
          }
          SafetensorsWriter.write(folder.resolve(WeightFiles.SINGLE), weights.tensors());
        });
  }

  private void requireExactly() throws IOException {
    List<String> problems = new ArrayList<>();
    Set<String> surplus = new TreeSet<>(files.keySet());
    for (Parameter parameter : layout.all()) {
      SafetensorsFile file = files.get(parameter.name());
      if (file == null) {
        problems.add(parameter.name() + " is missing");
      } else {
        long[] shape = file.tensor(parameter.name()).shape();
        if (!Arrays.equals(shape, parameter.shape())) {
          problems.add(
              "%s has shape %s, but must have %s"
                  .formatted(
                      parameter.name(),
                      Arrays.toString(shape),
                      Arrays.toString(parameter.shape())));
        }
      }
      surplus.remove(parameter.name());
    }
    for (String name : surplus) {
      if (isTiedHead(name)) {
        requireCopyOfEmbedding(name);
      } else if (COMPUTED_SUFFIXES.stream().noneMatch(name::endsWith)) {
        problems.add(name + " is not known");
      }
    }
    if (!problems.isEmpty()) {
      throw new ModelException(
          "%s: the weights are not those of the %s model that %s describes: %s%s"
              .formatted(
                  path,
                  config.type().configName(),
                  CONFIG,
                  String.join("; ", problems.subList(0, Math.min(5, problems.size()))),
                  problems.size() > 5 ? "; and %d more".formatted(problems.size() - 5) : ""));
    }
  }

  private boolean isTiedHead(String name) {
    return config.tiedEmbeddings() && name.equals("lm_head.weight");
  }

  /** A tied head may be stored a second time, but then it must say the same. */
  private void requireCopyOfEmbedding(String head) throws IOException {
    SafetensorsFile embedding = files.get(layout.embedding().name());
    SafetensorsFile copy = files.get(head);
    if (embedding != null
        && copy != null
        && !copy.map(head).equals(embedding.map(layout.embedding().name()))) {
      throw new ModelException(
          "%s: tie_word_embeddings is true, but %s differs from %s; set it to false in %s"
              .formatted(path, head, layout.embedding().name(), CONFIG));
    }
  }
}
