package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.OptimizerSettings;
import org.logicrl.backends.checkpoint.SafetensorsFile;

/** How adapters lie on disk, and which of them are refused. */
class LoraFolderTest {

  private static final OptimizerSettings SETTINGS = new OptimizerSettings(0.9, 0.99, 1e-8, 0, 1);
  private static final LoraSettings SOME = new LoraSettings(3, 6, List.of("v_proj", "up_proj"));
  private static final LoraSettings ALL = new LoraSettings(4, 4, LoraSettings.PROJECTIONS);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private static PyTorchBackend backend(LoraSettings lora) {
    return Models.backend(
        new PyTorchSettings("cpu", 1, 64, Precision.FLOAT32, false, null, lora, 16));
  }

  @Test
  void savesInTheLayoutOfPeft() throws IOException {
    Golden golden = Golden.of("qwen3");
    try (Learner learner = backend(SOME).learner(golden.folder(), SETTINGS)) {
      learner.saveModel(folder.resolve("model"));
    }
    Path adapter = folder.resolve("model/adapter");
    JsonNode config = MAPPER.readTree(Files.readAllBytes(adapter.resolve("adapter_config.json")));
    assertThat(config.get("peft_type").asText()).isEqualTo("LORA");
    assertThat(config.get("task_type").asText()).isEqualTo("CAUSAL_LM");
    assertThat(config.get("r").asInt()).isEqualTo(3);
    assertThat(config.get("lora_alpha").asDouble()).isEqualTo(6);
    assertThat(config.get("target_modules")).hasSize(2);
    assertThat(Path.of(config.get("base_model_name_or_path").asText())).isEqualTo(golden.folder());
    assertThat(
            SafetensorsFile.open(adapter.resolve("adapter_model.safetensors")).tensors().keySet())
        .hasSize(8)
        .contains(
            "base_model.model.model.layers.0.self_attn.v_proj.lora_A.weight",
            "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight");
  }

  /** Adapters on other weights than they were trained on are another model. */
  @Test
  void refusesAModelBelowTheAdaptersThatHasChanged() throws IOException {
    Path base = Files.createDirectory(folder.resolve("base"));
    try (Stream<Path> files = Files.list(Golden.folder("qwen3"))) {
      for (Path file : files.toList()) {
        Files.copy(file, base.resolve(file.getFileName()));
      }
    }
    Path model = folder.resolve("model");
    try (Learner learner = backend(SOME).learner(base, SETTINGS)) {
      learner.saveModel(model);
    }
    Path weights = base.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    try (Learner learner = backend(SOME).learner(model, SETTINGS)) {
      bytes[bytes.length - 1] ^= 1;
      Path changed = Files.write(folder.resolve("changed"), bytes);
      Files.move(changed, weights, StandardCopyOption.REPLACE_EXISTING);
      // Of what it was trained on, which it still has.
      learner.saveModel(folder.resolve("later"));
    }
    assertThatThrownBy(() -> backend(SOME).learner(folder.resolve("later"), SETTINGS))
        .hasMessageContaining("belongs to other weights than " + base);
    assertThatThrownBy(() -> backend(SOME).learner(model, SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("belongs to other weights than " + base);

    Files.move(base, folder.resolve("moved"));
    assertThatThrownBy(() -> backend(SOME).learner(model, SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the model below the adapters")
        .hasMessageContaining("adapter_config.json names as base_model_name_or_path");
  }

  @Test
  void refusesAdaptersOfAnotherRank() throws IOException {
    try (Learner learner = backend(SOME).learner(Golden.folder("qwen3"), SETTINGS)) {
      learner.saveModel(folder.resolve("model"));
    }
    assertThatThrownBy(() -> backend(ALL).learner(folder.resolve("model"), SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("adapters of rank 3")
        .hasMessageContaining("[up_proj, v_proj]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "use_rslora": true               | use_rslora to true
          "rank_pattern": {"q_proj": 4}    | rank_pattern to
          "modules_to_save": ["lm_head"]   | modules_to_save to
          "r":                             | is not valid JSON
          """)
  void refusesAdaptersThatItWouldReadAsOthers(String line, String complaint) throws IOException {
    try (Learner learner = backend(SOME).learner(Golden.folder("qwen3"), SETTINGS)) {
      learner.saveModel(folder.resolve("model"));
    }
    Path config = folder.resolve("model/adapter/adapter_config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replaceFirst("\\{", "{" + line + ","));
    assertThatThrownBy(() -> backend(SOME).learner(folder.resolve("model"), SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(config.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesTargetsThatAreNoProjections() {
    assertThatThrownBy(() -> new LoraSettings(8, 16, List.of("q_proj", "lm_head")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q_proj, k_proj")
        .hasMessageContaining("lm_head");
  }
}
