package org.logicrl.backends.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.logicrl.backends.checkpoint.LayerParameters;
import org.logicrl.backends.checkpoint.ModelConfig;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.ParameterLayout;

/**
 * Which packed tensors a model has, and in which order the program takes them.
 *
 * @param tensors each parameter once
 * @param slots for each argument of the program the index of its tensor; -1 where the architecture
 *     has none
 */
record PackedLayout(List<PackedTensor> tensors, List<Integer> slots) {

  /** The head of a critic, named as in Hugging Face's models for sequence classification. */
  static Parameter valueHead(ModelConfig config) {
    return new Parameter("score.weight", Parameter.Kind.MATRIX, 1, config.hiddenSize());
  }

  /** The parameters of a policy. */
  static PackedLayout policy(ModelConfig config) {
    ParameterLayout layout = ParameterLayout.of(config);
    Builder builder = trunk(layout);
    if (config.tiedEmbeddings()) {
      builder.slots.add(0);
    } else {
      builder.add(layout.head());
    }
    return builder.build();
  }

  /** The parameters of a critic. */
  static PackedLayout critic(ModelConfig config) {
    Builder builder = trunk(ParameterLayout.of(config));
    builder.add(valueHead(config));
    return builder.build();
  }

  private static Builder trunk(ParameterLayout layout) {
    Builder builder = new Builder();
    builder.add(layout.embedding());
    for (LayerParameters layer : layout.layers()) {
      builder.add(layer.attentionNorm());
      builder.add(layer.query(), layer.key(), layer.value());
      builder.add(layer.queryBias(), layer.keyBias(), layer.valueBias());
      builder.add(layer.queryNorm());
      builder.add(layer.keyNorm());
      builder.add(layer.output());
      builder.add(layer.outputBias());
      builder.add(layer.mlpNorm());
      builder.add(layer.gate(), layer.up());
      builder.add(layer.down());
    }
    builder.add(layout.finalNorm());
    return builder;
  }

  private static final class Builder {
    private final List<PackedTensor> tensors = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();

    /** Adds a tensor of these parts; those that an architecture lacks are null, all or none. */
    void add(@Nullable Parameter... parts) {
      List<Parameter> present = Stream.of(parts).filter(Objects::nonNull).toList();
      if (present.isEmpty()) {
        slots.add(-1);
      } else {
        slots.add(tensors.size());
        tensors.add(new PackedTensor(present));
      }
    }

    PackedLayout build() {
      return new PackedLayout(List.copyOf(tensors), List.copyOf(slots));
    }
  }
}
