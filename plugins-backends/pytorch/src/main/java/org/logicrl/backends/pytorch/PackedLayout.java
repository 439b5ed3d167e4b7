package org.logicrl.backends.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

  /** The slots of a layer before those of adapters. */
  private static final int BASE_SLOTS = 10;

  /**
   * The slots of a layer whose content the program may have in bfloat16, before those of adapters.
   */
  private static final Set<Integer> PRODUCT_SLOTS = Set.of(1, 2, 5, 6, 8, 9);

  /** How many slots a layer has. */
  static int slotsOfLayer(@Nullable LoraSettings lora) {
    return lora == null ? BASE_SLOTS : BASE_SLOTS + 2 * LoraSettings.PROJECTIONS.size();
  }

  /** The parameters of a policy. */
  static PackedLayout policy(ModelConfig config, @Nullable LoraSettings lora) {
    ParameterLayout layout = ParameterLayout.of(config);
    Builder builder = trunk(layout, lora);
    if (config.tiedEmbeddings()) {
      builder.slots.add(0);
    } else {
      builder.add(layout.head());
    }
    return builder.build();
  }

  /** The parameters of a critic. */
  static PackedLayout critic(ModelConfig config) {
    Builder builder = trunk(ParameterLayout.of(config), null);
    builder.add(valueHead(config));
    return builder.build();
  }

  /** Whether a slot holds a factor of a matrix product, or what is added to one, inside a layer. */
  static boolean ofProduct(int slot, int slotsOfLayer, int layers) {
    int inLayer = (slot - 1) % slotsOfLayer;
    return slot >= 1
        && slot <= layers * slotsOfLayer
        && (inLayer >= BASE_SLOTS || PRODUCT_SLOTS.contains(inLayer));
  }

  private static Builder trunk(ParameterLayout layout, @Nullable LoraSettings lora) {
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
      if (lora != null) {
        for (LoraAdapter adapter : LoraAdapter.ofLayer(layer, lora)) {
          builder.add(adapter.down());
          builder.add(adapter.up());
        }
      }
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
