package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.Weights;

class ModelFolderTest {

  static final List<String> MODELS = Resources.MODELS;

  @TempDir Path temporary;
  private Path source;

  @BeforeEach
  void copyAModel() throws IOException {
    source = Resources.copy("qwen2-tied", temporary.resolve("source"));
  }

  @ParameterizedTest
  @CsvSource({
    "qwen2-tied, 27936",
    "qwen2-untied, 34080",
    "qwen3, 34016",
    "qwen3-bias, 37328",
    "llama3-rope, 27808"
  })
  void findsEveryParameter(String model, long size) throws IOException {
    ModelFolder folder = ModelFolder.open(Resources.model(model));

    assertThat(folder.layout().size()).isEqualTo(size);
    assertThat(folder.weights(3).tensors().keySet())
        .containsExactlyElementsOf(folder.layout().all().stream().map(Parameter::name).toList());
    assertThat(folder.weights(3).version()).isEqualTo(3);
  }

  @Test
  void removesWhatACrashedProcessLeftOfTheSameFolder() throws IOException {
    ModelFolder folder = ModelFolder.open(source);
    // Above the largest number that a process has.
    Path leftover = Files.createDirectory(temporary.resolve(".copy.tmp-99999999"));
    Files.writeString(leftover.resolve("model.safetensors"), "half of it");
    Path other = Files.createDirectory(temporary.resolve(".copy.tmp-mine"));
    folder.save(temporary.resolve("copy"), folder.weights(0));

    assertThat(leftover).doesNotExist();
    assertThat(other).exists();
    assertThat(ModelFolder.open(temporary.resolve("copy")).weights(0).stamp())
        .isEqualTo(folder.weights(0).stamp());
  }

  @Test
  void addressesWeightsByRole() throws IOException {
    ParameterLayout layout = ModelFolder.open(Resources.model("qwen3")).layout();

    assertThat(layout.layers().get(1).queryNorm())
        .extracting(Parameter::name)
        .isEqualTo("model.layers.1.self_attn.q_norm.weight");
    assertThat(layout.layers().get(1).queryBias()).isNull();
    assertThat(layout.layers().get(0).output().shape()).containsExactly(32, 64);
    assertThat(layout.head()).isSameAs(layout.embedding());
  }

  /** The upper halves of floats are bfloat16; as half precision the same bits are other numbers. */
  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F16", "BF16"})
  void readsWeightsOfHalfThePrecision(ElementType type) throws IOException {
    Map<String, Weights.Tensor> whole = ModelFolder.open(source).weights(0).tensors();
    byte[] halves = upperHalves(whole, type);
    // The values are still mapped from the old file, which must not change.
    Files.delete(source.resolve("model.safetensors"));
    Files.write(source.resolve("model.safetensors"), halves);

    Map<String, Weights.Tensor> read = ModelFolder.open(source).weights(0).tensors();

    assertThat(read.keySet()).isEqualTo(whole.keySet());
    for (Map.Entry<String, Weights.Tensor> entry : read.entrySet()) {
      FloatBuffer values = entry.getValue().data().asFloatBuffer();
      Weights.Tensor original = Objects.requireNonNull(whole.get(entry.getKey()));
      for (int i = 0; i < values.limit(); i++) {
        short half = original.data().getShort(4 * i + 2);
        assertThat(values.get(i))
            .isEqualTo(
                type == ElementType.F16
                    ? ElementType.fromHalf(half)
                    : Float.intBitsToFloat(half << 16));
      }
    }
  }

  /** A safetensors file of the upper 16 bits of each value. */
  private static byte[] upperHalves(Map<String, Weights.Tensor> tensors, ElementType type)
      throws IOException {
    ObjectNode header = JsonSection.MAPPER.createObjectNode();
    ByteBuffer data =
        ByteBuffer.allocate(
                (int) tensors.values().stream().mapToLong(Weights.Tensor::bytes).sum() / 2)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, Weights.Tensor> entry : tensors.entrySet()) {
      ByteBuffer values = entry.getValue().data();
      ObjectNode place = header.putObject(entry.getKey()).put("dtype", type.name());
      for (long size : entry.getValue().shape()) {
        place.withArray("shape").add(size);
      }
      place.putArray("data_offsets").add(data.position()).add(data.position() + values.limit() / 2);
      for (int at = 2; at < values.limit(); at += 4) {
        data.putShort(values.getShort(at));
      }
    }
    byte[] json = JsonSection.MAPPER.writeValueAsBytes(header);
    return ByteBuffer.allocate(8 + json.length + data.limit())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data.flip())
        .array();
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void savesWhatItOpened(String model) throws IOException {
    ModelFolder folder = ModelFolder.open(Resources.copy(model, temporary.resolve("copy")));
    Path target = temporary.resolve("deep/saved");

    folder.save(target, folder.weights(0));

    assertThat(Resources.hashes(target)).hasSize(6);
    assertThat(target.resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.path().resolve("model.safetensors"));
    assertThat(JsonSection.read(target.resolve("config.json")).node())
        .isEqualTo(JsonSection.read(folder.path().resolve("config.json")).node());
    assertThat(ModelFolder.open(target).config()).isEqualTo(folder.config());
  }

  @Test
  void savesWithoutTheFolderItWasOpenedFrom() throws IOException {
    ModelFolder folder = ModelFolder.open(source);
    Weights weights = folder.weights(0);
    for (Path file : Resources.files(source)) {
      Files.delete(file);
    }

    folder.save(temporary.resolve("saved"), weights);

    assertThat(ModelTokenizer.open(temporary.resolve("saved")).stopTokens()).containsExactly(2);
  }

  @Test
  void savesFloat32AsItsTypeInEitherStyle() throws IOException {
    ObjectNode json = JsonSection.read(source.resolve("config.json")).node();
    json.remove("dtype");
    json.put("torch_dtype", "bfloat16").put("added_by_a_user", 7);
    rewrite("config.json", json);
    ModelFolder folder = ModelFolder.open(source);

    folder.save(temporary.resolve("saved"), folder.weights(0));

    ObjectNode saved = JsonSection.read(temporary.resolve("saved/config.json")).node();
    assertThat(saved.get("torch_dtype").textValue()).isEqualTo("float32");
    assertThat(saved.has("dtype")).isFalse();
    assertThat(saved.get("added_by_a_user").intValue()).isEqualTo(7);
  }

  @Test
  void savesIntoAFolderThatHoldsOtherFiles() throws IOException {
    ModelFolder folder = ModelFolder.open(source);
    Path target = Files.createDirectory(temporary.resolve("checkpoint"));
    Files.writeString(target.resolve("optimizer.bin"), "state");

    folder.save(target, folder.weights(0));

    assertThat(target.resolve("optimizer.bin")).hasContent("state");
    assertThat(ModelFolder.open(target).config()).isEqualTo(folder.config());
  }

  @Test
  void overwritesNoModel() throws IOException {
    ModelFolder folder = ModelFolder.open(source);
    List<String> before = Resources.hashes(source);

    assertThatThrownBy(() -> folder.save(source, folder.weights(0)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("choose another folder");
    assertThat(Resources.hashes(source)).isEqualTo(before);
  }

  @Test
  void leavesNothingBehindWhenSavingFails() throws IOException {
    assertThatThrownBy(
            () ->
                FolderWriter.write(
                    temporary.resolve("saved"),
                    "config.json",
                    folder -> {
                      FolderWriter.writeFile(folder.resolve("config.json"), new byte[0]);
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThat(Resources.files(temporary)).containsExactly(source);
  }

  @Test
  void refusesToSaveWeightsOfAnotherModel() throws IOException {
    ModelFolder folder = ModelFolder.open(source);
    Weights others = ModelFolder.open(Resources.model("qwen3")).weights(0);

    assertThatThrownBy(() -> folder.save(temporary.resolve("saved"), others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q_proj");
  }

  @Test
  void readsShardsThroughTheirIndex() throws IOException {
    Weights whole = ModelFolder.open(source).weights(0);
    shard(whole);

    assertThat(ModelFolder.open(source).weights(0).stamp()).isEqualTo(whole.stamp());
  }

  @Test
  void refusesAnIndexThatDoesNotMatchItsShards() throws IOException {
    shard(ModelFolder.open(source).weights(0));
    ObjectNode index = JsonSection.read(source.resolve(WeightFiles.INDEX)).node();
    ((ObjectNode) index.get("weight_map")).put("model.norm.weight", "shard-0.safetensors");
    rewrite(WeightFiles.INDEX, index);

    assertThatThrownBy(() -> ModelFolder.open(source))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("shard-0.safetensors holds model.norm.weight, but it does not");
  }

  @ParameterizedTest
  @CsvSource({"../elsewhere.safetensors, beside it", "gone.safetensors, is missing"})
  void refusesAShardThatIsNotInTheFolder(String shard, String expected) throws IOException {
    shard(ModelFolder.open(source).weights(0));
    ObjectNode index = JsonSection.read(source.resolve(WeightFiles.INDEX)).node();
    ((ObjectNode) index.get("weight_map")).put("model.norm.weight", shard);
    rewrite(WeightFiles.INDEX, index);

    assertThatThrownBy(() -> ModelFolder.open(source))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(shard)
        .hasMessageContaining(expected);
  }

  @Test
  void refusesMissingUnknownAndMisshapenWeightsByName() throws IOException {
    Map<String, Weights.Tensor> tensors =
        new HashMap<>(ModelFolder.open(source).weights(0).tensors());
    tensors.put("model.surprise.weight", tensor(2));
    tensors.put("model.norm.weight", tensor(31));
    tensors.remove("model.layers.1.mlp.up_proj.weight");
    rewriteWeights(tensors);

    assertThatThrownBy(() -> ModelFolder.open(source))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("model.surprise.weight is not known")
        .hasMessageContaining("model.norm.weight has shape [31], but must have [32]")
        .hasMessageContaining("model.layers.1.mlp.up_proj.weight is missing");
  }

  @Test
  void ignoresWhatIsComputedAndACopyOfTheEmbedding() throws IOException {
    Map<String, Weights.Tensor> tensors =
        new HashMap<>(ModelFolder.open(source).weights(0).tensors());
    tensors.put("model.layers.0.self_attn.rotary_emb.inv_freq", tensor(4));
    tensors.put("lm_head.weight", copy(tensors, "model.embed_tokens.weight"));
    rewriteWeights(tensors);

    assertThat(ModelFolder.open(source).weights(0).tensors()).doesNotContainKey("lm_head.weight");
  }

  @Test
  void refusesATiedHeadThatDiffersFromTheEmbedding() throws IOException {
    Map<String, Weights.Tensor> tensors =
        new HashMap<>(ModelFolder.open(source).weights(0).tensors());
    Weights.Tensor head = copy(tensors, "model.embed_tokens.weight");
    head.data().putFloat(0, 42);
    tensors.put("lm_head.weight", head);
    rewriteWeights(tensors);

    assertThatThrownBy(() -> ModelFolder.open(source))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tie_word_embeddings is true, but lm_head.weight differs");
  }

  @Test
  void saysWhichFolderOrFileIsMissing() throws IOException {
    assertThatThrownBy(() -> ModelFolder.open(temporary.resolve("nowhere")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nowhere is no folder");
    Files.delete(source.resolve("model.safetensors"));
    assertThatThrownBy(() -> ModelFolder.open(source))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("holds neither model.safetensors nor");
    Files.delete(source.resolve("config.json"));
    assertThatThrownBy(() -> ModelFolder.open(source))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has no config.json");
  }

  /** Replaces the single file by two shards and an index. */
  private void shard(Weights weights) throws IOException {
    ObjectNode index = JsonSection.MAPPER.createObjectNode();
    ObjectNode places = index.putObject("weight_map");
    List<Map<String, Weights.Tensor>> shards =
        List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (Map.Entry<String, Weights.Tensor> entry : weights.tensors().entrySet()) {
      int shard = places.size() % 2;
      shards.get(shard).put(entry.getKey(), entry.getValue());
      places.put(entry.getKey(), "shard-" + shard + ".safetensors");
    }
    places.put("model.norm.weight", "shard-1.safetensors");
    Weights.Tensor norm = weights.tensors().get("model.norm.weight");
    shards.get(0).remove("model.norm.weight");
    shards.get(1).put("model.norm.weight", Objects.requireNonNull(norm));
    SafetensorsWriter.write(source.resolve("shard-0.safetensors"), shards.get(0));
    SafetensorsWriter.write(source.resolve("shard-1.safetensors"), shards.get(1));
    Files.delete(source.resolve("model.safetensors"));
    rewrite(WeightFiles.INDEX, index);
  }

  private void rewriteWeights(Map<String, Weights.Tensor> tensors) throws IOException {
    Files.delete(source.resolve("model.safetensors"));
    SafetensorsWriter.write(source.resolve("model.safetensors"), tensors);
  }

  private void rewrite(String name, ObjectNode json) throws IOException {
    Files.write(source.resolve(name), JsonSection.MAPPER.writeValueAsBytes(json));
  }

  private static Weights.Tensor tensor(int size) {
    return new Weights.Tensor(new long[] {size}, ByteBuffer.allocateDirect(4 * size));
  }

  private static Weights.Tensor copy(Map<String, Weights.Tensor> tensors, String name) {
    Weights.Tensor tensor = Objects.requireNonNull(tensors.get(name));
    ByteBuffer data =
        ByteBuffer.allocateDirect(tensor.data().limit()).order(ByteOrder.LITTLE_ENDIAN);
    data.put(tensor.data().duplicate().rewind());
    return new Weights.Tensor(tensor.shape(), data.flip());
  }
}
