package org.logicrl.backends.pytorch;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.backends.checkpoint.LayerParameters;
import org.logicrl.backends.checkpoint.Parameter;

/**
 * The two matrices beside one projection, under the names that PEFT gives them.
 *
 * @param projection the weight that they adapt
 * @param down A [rank, in]; of no rows where the projection has no adapter
 * @param up B [out, rank]; of no columns where the projection has no adapter
 */
record LoraAdapter(Parameter projection, Parameter down, Parameter up) {

  private static final String PREFIX = "base_model.model.";
  private static final String WEIGHT = ".weight";

  /** The adapters of a layer in the order of their slots. */
  static List<LoraAdapter> ofLayer(LayerParameters layer, LoraSettings lora) {
    List<Parameter> projections =
        List.of(
            layer.query(),
            layer.key(),
            layer.value(),
            layer.output(),
            layer.gate(),
            layer.up(),
            layer.down());
    List<LoraAdapter> adapters = new ArrayList<>();
    for (int i = 0; i < projections.size(); i++) {
      boolean target = lora.targets().contains(LoraSettings.PROJECTIONS.get(i));
      adapters.add(of(projections.get(i), target ? lora.rank() : 0));
    }
    return adapters;
  }

  private static LoraAdapter of(Parameter projection, int rank) {
    String module =
        PREFIX + projection.name().substring(0, projection.name().length() - WEIGHT.length());
    long out = projection.shape()[0];
    long in = projection.shape()[1];
    return new LoraAdapter(
        projection,
        new Parameter(module + ".lora_A.weight", Parameter.Kind.MATRIX, rank, in),
        new Parameter(module + ".lora_B.weight", Parameter.Kind.MATRIX, out, rank));
  }

  /** Whether the projection has an adapter. */
  boolean present() {
    return up.shape()[1] > 0;
  }

  /** Whether a parameter is one of an adapter's. */
  static boolean isAdapter(Parameter parameter) {
    return parameter.name().startsWith(PREFIX);
  }
}
