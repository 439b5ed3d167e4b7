package org.logicrl.backends.pytorch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.InvalidJson;
import org.logicrl.backends.checkpoint.LayerParameters;
import org.logicrl.backends.checkpoint.ModelFolder;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.SafetensorsFile;
import org.logicrl.backends.checkpoint.SafetensorsWriter;
import org.logicrl.backends.checkpoint.StoredTensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adapters of a model and how they lie on disk.
 *
 * <p>A folder that was saved with adapters is a normal model folder, with the adapters merged into
 * its weights, and has a folder {@value #NAME} in PEFT's layout that names the model below them. To
 * go on training, that model and the adapters are read again: the merged weights are rounded. So
 * that nothing else is taken for that model, the file of the adapters holds its checksum, unless
 * PEFT wrote it.
 */
final class LoraFolder {

  private static final Logger LOG = LoggerFactory.getLogger(LoraFolder.class);

  private static final String NAME = "adapter";
  private static final String CONFIG = "adapter_config.json";
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String BASE = "base_model_name_or_path";

  /** In the metadata of the adapters' file: {@link Weights#stamp} of the model below them. */
  private static final String BASE_CHECKSUM = "logicrl.base_checksum";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Keys of PEFT's configuration that would make other adapters of the same tensors. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "use_rslora",
          "use_dora",
          "use_qalora",
          "fan_in_fan_out",
          "rank_pattern",
          "alpha_pattern",
          "modules_to_save",
          "layers_to_transform",
          "lora_bias");

  private final LoraSettings settings;
  private final ModelFolder base;
  private final String baseChecksum;
  private final List<LoraAdapter> adapters;
  private final Parameters.Source source;

  private LoraFolder(
      LoraSettings settings, ModelFolder base, @Nullable SafetensorsFile saved, long seed)
      throws IOException {
    this.settings = settings;
    this.base = base;
    // Now, of what is read now: when adapters are saved, the folder may hold something else.
    this.baseChecksum = checksum(base);
    this.adapters = new ArrayList<>();
    for (LayerParameters layer : base.layout().layers()) {
      adapters.addAll(LoraAdapter.ofLayer(layer, settings));
    }
    this.source =
        parameter -> {
          if (!LoraAdapter.isAdapter(parameter)) {
            return base.floats(parameter);
          }
          return saved == null || parameter.size() == 0
              ? initial(parameter, seed)
              : saved.floats(parameter.name());
        };
  }

  /**
   * Opens a model to train adapters of: those that it was saved with, or new ones.
   *
   * @param seed of new ones
   */
  static LoraFolder open(Path model, LoraSettings settings, long seed) throws IOException {
    Path folder = model.resolve(NAME);
    if (!Files.isDirectory(folder)) {
      return new LoraFolder(settings, ModelFolder.open(model), null, seed);
    }
    Path path = folder.resolve(CONFIG);
    JsonNode config = read(path);
    Set<String> targets = new TreeSet<>();
    config.path("target_modules").forEach(target -> targets.add(target.asText()));
    if (config.path("r").asInt() != settings.rank()
        || config.path("lora_alpha").asDouble() != settings.alpha()
        || !targets.equals(new TreeSet<>(settings.targets()))) {
      throw new ModelException(
          "%s holds adapters of rank %s with alpha %s for %s: set lora so, or start from %s"
              .formatted(
                  path, config.path("r"), config.path("lora_alpha"), targets, config.path(BASE)));
    }
    SafetensorsFile saved = SafetensorsFile.open(folder.resolve(WEIGHTS));
    LoraFolder opened = new LoraFolder(settings, base(path, config), saved, seed);
    opened.requireExactly(saved);
    opened.requireBase(saved);
    return opened;
  }

  /** The model below saved adapters. */
  private static ModelFolder base(Path path, JsonNode config) throws IOException {
    String base = config.path(BASE).asText();
    if (base.isBlank()) {
      throw new ModelException("%s lacks %s, the model below the adapters".formatted(path, BASE));
    }
    try {
      return ModelFolder.open(Path.of(base));
    } catch (ModelException e) {
      throw new ModelException(
          "the model below the adapters, which %s names as %s, cannot be opened, and must be where it was: %s"
              .formatted(path, BASE, e.getMessage()),
          e);
    }
  }

  private void requireBase(SafetensorsFile saved) throws ModelException {
    String expected = saved.metadata().get(BASE_CHECKSUM);
    if (expected == null) {
      LOG.warn(
          "{} does not say which weights it belongs to: they are taken to be those of {}",
          saved.path(),
          base.path());
    } else if (!expected.equals(baseChecksum)) {
      throw new ModelException(
          "%s belongs to other weights than %s holds now: put those back that the adapters were trained on"
              .formatted(saved.path(), base.path()));
    }
  }

  private static String checksum(ModelFolder model) throws IOException {
    long sum = 0;
    for (Parameter parameter : model.layout().all()) {
      sum += Weights.checksum(parameter.name(), model.floats(parameter));
    }
    return Long.toHexString(sum);
  }

  /** Reads PEFT's configuration, and refuses what is not understood. */
  private static JsonNode read(Path path) throws IOException {
    JsonNode config;
    try {
      config = MAPPER.readTree(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      throw InvalidJson.of(path, e);
    }
    for (String key : UNSUPPORTED) {
      JsonNode value = config.path(key);
      if (value.asBoolean() || !value.isEmpty() || value.isTextual()) {
        throw new ModelException(
            "%s sets %s to %s; only plain LoRA adapters are supported".formatted(path, key, value));
      }
    }
    return config;
  }

  private void requireExactly(SafetensorsFile file) throws ModelException {
    int count = 0;
    for (LoraAdapter adapter : adapters) {
      for (Parameter parameter : List.of(adapter.down(), adapter.up())) {
        if (adapter.present()) {
          StoredTensor stored = file.tensors().get(parameter.name());
          if (stored == null || !Arrays.equals(stored.shape(), parameter.shape())) {
            throw new ModelException(
                "%s must hold %s with shape %s, as the model below it asks for"
                    .formatted(file.path(), parameter.name(), Arrays.toString(parameter.shape())));
          }
          count++;
        }
      }
    }
    if (count != file.tensors().size()) {
      throw new ModelException(
          "%s holds %d tensors, but the adapters are %d"
              .formatted(file.path(), file.tensors().size(), count));
    }
  }

  /** The model below the adapters. */
  ModelFolder base() {
    return base;
  }

  /** An adapter for each projection; those without one are not {@link LoraAdapter#present}. */
  List<LoraAdapter> adapters() {
    return adapters;
  }

  /** The weights of the model and of its adapters. */
  Parameters.Source source() {
    return source;
  }

  /** As PEFT begins: A uniform within 1 / sqrt(in), B zero, so that the model is unchanged. */
  private static Weights.Tensor initial(Parameter parameter, long seed) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * parameter.size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (parameter.name().contains(".lora_A.")) {
      long key = RandomStream.key(seed, "lora " + parameter.name());
      double bound = 1 / Math.sqrt((double) parameter.shape()[1]);
      for (int i = 0; i < data.limit() / Float.BYTES; i++) {
        data.putFloat(i * Float.BYTES, (float) ((2 * RandomStream.uniformAt(key, i) - 1) * bound));
      }
    }
    return new Weights.Tensor(parameter.shape(), data);
  }

  /**
   * Writes the adapters beside a saved model.
   *
   * @param weights those of the adapters
   */
  void save(Path model, Map<String, Weights.Tensor> weights) throws IOException {
    Path folder = Files.createDirectory(model.resolve(NAME));
    ObjectNode config = MAPPER.createObjectNode();
    config.put("peft_type", "LORA");
    config.put("task_type", "CAUSAL_LM");
    config.put(BASE, base.path().toAbsolutePath().normalize().toString());
    config.put("r", settings.rank());
    config.put("lora_alpha", settings.alpha());
    ArrayNode targets = config.putArray("target_modules");
    settings.targets().forEach(targets::add);
    config.put("lora_dropout", 0.0);
    config.put("bias", "none");
    config.put("fan_in_fan_out", false);
    config.put("init_lora_weights", true);
    config.put("inference_mode", true);
    SafetensorsWriter.write(folder.resolve(WEIGHTS), weights, Map.of(BASE_CHECKSUM, baseChecksum));
    Files.write(
        folder.resolve(CONFIG), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(config));
  }
}
