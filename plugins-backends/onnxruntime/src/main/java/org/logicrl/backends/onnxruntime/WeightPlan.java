package org.logicrl.backends.onnxruntime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.backends.checkpoint.LayerParameters;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.ParameterLayout;
import org.logicrl.backends.onnxruntime.PackedWeight.Part;

/** Lists the weights of the graph that {@link DecoderGraph} writes. */
final class WeightPlan {

  private final ModelConfig config;
  private final HeadLayout heads;
  private final List<PackedWeight> weights = new ArrayList<>();

  private WeightPlan(ModelConfig config) {
    this.config = config;
    this.heads = HeadLayout.of(config);
  }

  /** The weights of a model. */
  static List<PackedWeight> of(ModelConfig config) {
    ParameterLayout layout = ParameterLayout.of(config);
    WeightPlan plan = new WeightPlan(config);
    plan.weights.add(PackedWeight.asStored("embedding", layout.embedding()));
    for (int i = 0; i < config.layers(); i++) {
      plan.add(i, layout.layers().get(i));
    }
    plan.weights.add(PackedWeight.projection("final_norm", layout.finalNorm()));
    plan.weights.add(PackedWeight.projection("head", layout.head()));
    return List.copyOf(plan.weights);
  }

  private void add(int i, LayerParameters layer) {
    weights.add(PackedWeight.projection("attention_norm_" + i, layer.attentionNorm()));
    addHeads("qkv_" + i, layer.query(), layer.key(), layer.value());
    addHeads("qkv_bias_" + i, layer.queryBias(), layer.keyBias(), layer.valueBias());
    addHeadNorm("query_norm_" + i, layer.queryNorm());
    addHeadNorm("key_norm_" + i, layer.keyNorm());
    addOutput("output_" + i, layer.output());
    Parameter outputBias = layer.outputBias();
    if (outputBias != null) {
      weights.add(PackedWeight.projection("output_bias_" + i, outputBias));
    }
    weights.add(PackedWeight.projection("mlp_norm_" + i, layer.mlpNorm()));
    weights.add(PackedWeight.projection("gate_" + i, layer.gate()));
    weights.add(PackedWeight.projection("up_" + i, layer.up()));
    weights.add(PackedWeight.projection("down_" + i, layer.down()));
  }

  /** Query, key and value heads side by side: matrices or biases. */
  private void addHeads(
      String name, @Nullable Parameter query, @Nullable Parameter key, @Nullable Parameter value) {
    if (query == null || key == null || value == null) {
      return;
    }
    int keys = config.heads();
    int values = keys + config.keyValueHeads();
    long width = (long) (values + config.keyValueHeads()) * heads.padded();
    boolean matrix = query.shape().length > 1;
    weights.add(
        new PackedWeight(
            name,
            true,
            matrix ? new long[] {query.shape()[1], width} : new long[] {width},
            List.of(headsFrom(0, query), headsFrom(keys, key), headsFrom(values, value))));
  }

  /** A projection to some heads, of which the first is at the given place. */
  private Part headsFrom(int first, Parameter source) {
    int[] places = heads.places(Math.toIntExact(source.shape()[0] / heads.size()));
    Arrays.setAll(places, i -> places[i] + first * heads.padded());
    return new Part(source, places, Part.inOrder(source).columns());
  }

  private void addHeadNorm(String name, @Nullable Parameter norm) {
    if (norm != null) {
      weights.add(
          new PackedWeight(name, true, new long[] {heads.padded()}, List.of(headsFrom(0, norm))));
    }
  }

  /** The projection of all heads' results, whose inputs are laid out as heads. */
  private void addOutput(String name, Parameter output) {
    long inputs = (long) config.heads() * heads.padded();
    Part part = new Part(output, Part.inOrder(output).rows(), heads.places(config.heads()));
    weights.add(
        new PackedWeight(name, true, new long[] {inputs, output.shape()[0]}, List.of(part)));
  }
}
