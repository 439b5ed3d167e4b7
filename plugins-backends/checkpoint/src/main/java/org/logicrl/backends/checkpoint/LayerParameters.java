package org.logicrl.backends.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.backends.checkpoint.Parameter.Kind;

/**
 * The weights of one decoder layer by role. Those that an architecture lacks are null.
 *
 * @param query [heads x headDim, hidden]
 * @param queryBias with {@link ModelConfig#attentionBias()}
 * @param key [keyValueHeads x headDim, hidden]
 * @param keyBias with {@link ModelConfig#attentionBias()}
 * @param value [keyValueHeads x headDim, hidden]
 * @param valueBias with {@link ModelConfig#attentionBias()}
 * @param output [hidden, heads x headDim]
 * @param outputBias with {@link ModelConfig#outputBias()}
 * @param queryNorm [headDim], with {@link ModelConfig#queryKeyNorm()}
 * @param keyNorm [headDim], with {@link ModelConfig#queryKeyNorm()}
 * @param gate [intermediate, hidden]
 * @param up [intermediate, hidden]
 * @param down [hidden, intermediate]
 * @param attentionNorm the norm before the attention
 * @param mlpNorm the norm before the MLP
 */
public record LayerParameters(
    Parameter query,
    @Nullable Parameter queryBias,
    Parameter key,
    @Nullable Parameter keyBias,
    Parameter value,
    @Nullable Parameter valueBias,
    Parameter output,
    @Nullable Parameter outputBias,
    @Nullable Parameter queryNorm,
    @Nullable Parameter keyNorm,
    Parameter gate,
    Parameter up,
    Parameter down,
    Parameter attentionNorm,
    Parameter mlpNorm) {

  static LayerParameters of(ModelConfig config, int layer) {
    String prefix = "model.layers." + layer + ".";
    String attention = prefix + "self_attn.";
    String mlp = prefix + "mlp.";
    long hidden = config.hiddenSize();
    long queries = config.queryWidth();
    long keys = config.keyValueWidth();
    long inner = config.intermediateSize();
    boolean bias = config.attentionBias();
    boolean headNorm = config.queryKeyNorm();
    return new LayerParameters(
        matrix(attention + "q_proj", queries, hidden),
        bias ? bias(attention + "q_proj", queries) : null,
        matrix(attention + "k_proj", keys, hidden),
        bias ? bias(attention + "k_proj", keys) : null,
        matrix(attention + "v_proj", keys, hidden),
        bias ? bias(attention + "v_proj", keys) : null,
        matrix(attention + "o_proj", hidden, queries),
        config.outputBias() ? bias(attention + "o_proj", hidden) : null,
        headNorm ? norm(attention + "q_norm", config.headDim()) : null,
        headNorm ? norm(attention + "k_norm", config.headDim()) : null,
        matrix(mlp + "gate_proj", inner, hidden),
        matrix(mlp + "up_proj", inner, hidden),
        matrix(mlp + "down_proj", hidden, inner),
        norm(prefix + "input_layernorm", hidden),
        norm(prefix + "post_attention_layernorm", hidden));
  }

  /** Those that the architecture has, in a fixed order. */
  public List<Parameter> all() {
    List<Parameter> all = new ArrayList<>();
    for (@Nullable Parameter parameter :
        new @Nullable Parameter[] {
          query,
          queryBias,
          key,
          keyBias,
          value,
          valueBias,
          output,
          outputBias,
          queryNorm,
          keyNorm,
          gate,
          up,
          down,
          attentionNorm,
          mlpNorm
        }) {
      if (parameter != null) {
        all.add(parameter);
      }
    }
    return List.copyOf(all);
  }

  private static Parameter matrix(String module, long out, long in) {
    return new Parameter(module + ".weight", Kind.MATRIX, out, in);
  }

  private static Parameter bias(String module, long size) {
    return new Parameter(module + ".bias", Kind.BIAS, size);
  }

  private static Parameter norm(String module, long size) {
    return new Parameter(module + ".weight", Kind.NORM, size);
  }
}
