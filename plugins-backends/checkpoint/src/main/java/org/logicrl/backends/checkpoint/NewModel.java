package org.logicrl.backends.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.logicrl.api.RandomStream;
import org.logicrl.api.backend.ModelException;
import org.logicrl.api.backend.ModelShape;
import org.logicrl.api.backend.Weights;

/**
 * Writes a model folder from scratch: a Qwen2 decoder with tied embeddings and random weights, and
 * a byte-level byte-pair tokenizer of Qwen2's kind. The same arguments give the same bytes.
 *
 * <p>Every word of a corpus is one token of it, and any other text is spelled in parts of those
 * words and bytes, so that small models need not spend their capacity on spelling.
 */
public final class NewModel {

  private static final double NORM_EPSILON = 1e-6;

  /** The values of a part of a tensor: 1 GiB. */
  private static final int PART_VALUES = 1 << 28;

  private NewModel() {}

  /**
   * Writes a model folder.
   *
   * <p>Matrices are drawn from a normal distribution, norms are ones and biases zeros, as
   * transformers initialises them.
   *
   * @param folder where to write; must not exist or be empty
   * @param corpus texts; each different word becomes a token. Read twice: every text must come back
   *     from the tokenizer, which writes it in Unicode's composed form (NFC) as Qwen2's does
   * @param seed of the weights
   * @throws IllegalArgumentException where a text does not come back, such as one that is no valid
   *     Unicode
   */
  public static void write(Path folder, ModelShape shape, Iterable<String> corpus, long seed)
      throws IOException {
    requireEmpty(folder);
    NewTokenizer tokenizer = NewTokenizer.of(corpus);
    int end = tokenizer.end();
    ModelConfig config = config(shape, tokenizer.size(), end);
    FolderWriter.write(
        folder,
        ModelFolder.CONFIG,
        temporary -> {
          FolderWriter.writeJson(
              temporary.resolve(ModelFolder.CONFIG), configJson(config, shape.initializerRange()));
          ObjectNode generation = JsonSection.MAPPER.createObjectNode();
          generation.put("eos_token_id", end).put("pad_token_id", end);
          FolderWriter.writeJson(temporary.resolve(CompanionFiles.GENERATION), generation);
          tokenizer.write(temporary, shape.maxPositions());
          requireLossless(ModelTokenizer.open(temporary), corpus);
          SafetensorsWriter.write(
              temporary.resolve(WeightFiles.SINGLE),
              randomWeights(config, shape.initializerRange(), seed));
        });
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new ModelException(
              folder + " is not empty; a new model needs a folder of its own, choose another");
        }
      }
    }
  }

  private static ModelConfig config(ModelShape shape, int vocabSize, int end) {
    return new ModelConfig(
        ModelType.QWEN2,
        vocabSize,
        shape.hiddenSize(),
        shape.intermediateSize(),
        shape.layers(),
        shape.heads(),
        shape.keyValueHeads(),
        shape.hiddenSize() / shape.heads(),
        shape.maxPositions(),
        NORM_EPSILON,
        true,
        true,
        false,
        false,
        shape.ropeTheta(),
        null,
        List.of(end));
  }

  /** In the style of transformers 4, which 5 reads as well. */
  private static ObjectNode configJson(ModelConfig config, double initializerRange) {
    int end = config.endTokens().get(0);
    ObjectNode json = JsonSection.MAPPER.createObjectNode();
    json.putArray("architectures").add("Qwen2ForCausalLM");
    json.put("model_type", config.type().configName());
    json.put("torch_dtype", "float32");
    json.put("vocab_size", config.vocabSize());
    json.put("hidden_size", config.hiddenSize());
    json.put("intermediate_size", config.intermediateSize());
    json.put("num_hidden_layers", config.layers());
    json.put("num_attention_heads", config.heads());
    json.put("num_key_value_heads", config.keyValueHeads());
    json.put("hidden_act", "silu");
    json.put("max_position_embeddings", config.maxPositions());
    json.put("initializer_range", initializerRange);
    json.put("rms_norm_eps", config.normEpsilon());
    json.put("rope_theta", config.ropeTheta());
    json.put("tie_word_embeddings", config.tiedEmbeddings());
    json.put("attention_dropout", 0.0);
    json.put("use_sliding_window", false);
    json.put("use_cache", true);
    json.put("eos_token_id", end);
    json.put("pad_token_id", end);
    return json;
  }

  private static void requireLossless(ModelTokenizer tokenizer, Iterable<String> corpus) {
    for (String text : corpus) {
      int[] ids = tokenizer.encode(text);
      String decoded = tokenizer.decode(ids, 0, ids.length, true);
      // Both composed: an accent after a tag stands alone, but the whole text would absorb it.
      if (!Qwen2Words.composed(decoded).equals(Qwen2Words.composed(text))) {
        throw new IllegalArgumentException(
            "the tokenizer does not give this text of the corpus back; is it valid Unicode? "
                + text);
      }
    }
  }

  private static Map<String, Weights.Tensor> randomWeights(
      ModelConfig config, double range, long seed) {
    Map<String, Weights.Tensor> weights = new LinkedHashMap<>();
    for (Parameter parameter : ParameterLayout.of(config).all()) {
      RandomStream random =
          new RandomStream(RandomStream.key(seed, "initialize " + parameter.name()));
      List<ByteBuffer> parts = new ArrayList<>();
      for (long left = parameter.size(); left > 0; left -= PART_VALUES) {
        ByteBuffer part =
            ByteBuffer.allocateDirect((int) Math.min(left, PART_VALUES) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        fill(part.asFloatBuffer(), parameter.kind(), range, random);
        parts.add(part);
      }
      weights.put(parameter.name(), new Weights.Tensor(parameter.shape(), parts));
    }
    return weights;
  }

  private static void fill(
      FloatBuffer values, Parameter.Kind kind, double range, RandomStream random) {
    switch (kind) {
      case BIAS -> {}
      case NORM -> {
        while (values.hasRemaining()) {
          values.put(1);
        }
      }
      case MATRIX -> {
        while (values.hasRemaining()) {
          values.put((float) (range * random.nextGaussian()));
        }
      }
    }
  }
}
