package org.logicrl.backends.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.backend.ModelException;

/**
 * Turns a {@code config.json} into a {@link ModelConfig}.
 *
 * <p>Missing keys mean what they mean in transformers. A key that changes the computation in a way
 * no engine here follows is refused; keys that change nothing are ignored.
 */
final class ConfigReader {

  /** How many experts there are, in the configurations of different families. */
  private static final List<String> EXPERTS =
      List.of("num_experts", "num_local_experts", "n_routed_experts");

  private final JsonSection json;

  ConfigReader(JsonSection json) {
    this.json = json;
  }

  ModelConfig read() throws ModelException {
    ModelType type = type();
    refuseWhatIsNotComputed();
    int hiddenSize = json.requirePositive("hidden_size");
    int layers = json.requirePositive("num_hidden_layers");
    int heads = json.requirePositive("num_attention_heads");
    // Transformers fills in 32 heads for Qwen, whatever the model; such a file is a mistake.
    int keyValueHeads =
        type == ModelType.LLAMA
            ? json.positive("num_key_value_heads", heads)
            : json.requirePositive("num_key_value_heads");
    refuseSlidingWindow(layers);
    boolean bias = json.flag("attention_bias", false);
    try {
      JsonSection rope = rope();
      return new ModelConfig(
          type,
          json.requirePositive("vocab_size"),
          hiddenSize,
          json.requirePositive("intermediate_size"),
          layers,
          heads,
          keyValueHeads,
          json.positive("head_dim", type == ModelType.QWEN3 ? 128 : hiddenSize / heads),
          json.requirePositive("max_position_embeddings"),
          json.number("rms_norm_eps", 1e-6),
          json.flag("tie_word_embeddings", false),
          type == ModelType.QWEN2 || bias,
          type != ModelType.QWEN2 && bias,
          type == ModelType.QWEN3,
          theta(rope),
          scaling(rope),
          json.tokenIds("eos_token_id"));
    } catch (IllegalArgumentException e) {
      throw new ModelException(json.file() + ": " + e.getMessage(), e);
    }
  }

  private ModelType type() throws ModelException {
    String name = json.text("model_type", "");
    return Arrays.stream(ModelType.values())
        .filter(type -> type.configName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "%s: model_type is '%s', but only %s are supported"
                        .formatted(
                            json.file(),
                            name,
                            Arrays.stream(ModelType.values())
                                .map(ModelType::configName)
                                .collect(Collectors.joining(", ")))));
  }

  private void refuseWhatIsNotComputed() throws ModelException {
    if (!json.text("hidden_act", "silu").equals("silu")) {
      throw json.unsupported("hidden_act", "\"silu\"");
    }
    if (json.flag("mlp_bias", false)) {
      throw json.unsupported("mlp_bias", "false");
    }
    if (json.number("attention_dropout", 0) != 0) {
      throw json.unsupported("attention_dropout", "0");
    }
    if (json.has("quantization_config")) {
      throw json.unsupported("quantization_config", "a model without quantization");
    }
    for (String experts : EXPERTS) {
      if (json.has(experts)) {
        throw json.unsupported(experts, "a model without experts");
      }
    }
    refusePartialRotation(json);
  }

  private static void refusePartialRotation(JsonSection section) throws ModelException {
    if (section.number("partial_rotary_factor", 1) != 1) {
      throw section.unsupported("partial_rotary_factor", "1");
    }
  }

  /** A window that no layer uses is harmless: Qwen2.5 configurations carry one, switched off. */
  private void refuseSlidingWindow(int layers) throws ModelException {
    List<String> kinds = json.texts("layer_types");
    if (!kinds.stream().allMatch("full_attention"::equals)) {
      throw json.unsupported("layer_types", "\"full_attention\" in every layer");
    }
    boolean windowed =
        json.flag("use_sliding_window", false)
            && json.has("sliding_window")
            && kinds.isEmpty()
            && json.number("max_window_layers", 28) < layers;
    if (windowed) {
      throw json.unsupported("use_sliding_window", "false");
    }
  }

  /** The rope section of either style; {@code rope_scaling} wins, as in transformers. */
  private @Nullable JsonSection rope() throws ModelException {
    JsonSection scaling = json.section("rope_scaling");
    return scaling != null ? scaling : json.section("rope_parameters");
  }

  private double theta(@Nullable JsonSection rope) throws ModelException {
    double theta = json.number("rope_theta", 10_000);
    return rope == null ? theta : rope.number("rope_theta", theta);
  }

  private @Nullable RopeScaling scaling(@Nullable JsonSection rope) throws ModelException {
    if (rope == null) {
      return null;
    }
    refusePartialRotation(rope);
    for (String kind : List.of("full_attention", "sliding_attention")) {
      if (rope.has(kind)) {
        throw rope.unsupported(kind, "a rotary embedding that is the same in every layer");
      }
    }
    String key = rope.has("rope_type") || !rope.has("type") ? "rope_type" : "type";
    return switch (rope.text(key, "default")) {
      case "default" -> null;
      case "llama3" ->
          new RopeScaling(
              rope.requireNumber("factor"),
              rope.requireNumber("low_freq_factor"),
              rope.requireNumber("high_freq_factor"),
              rope.requirePositive("original_max_position_embeddings"));
      default -> throw rope.unsupported(key, "\"default\" or \"llama3\"");
    };
  }
}
