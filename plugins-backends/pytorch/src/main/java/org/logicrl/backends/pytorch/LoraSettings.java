package org.logicrl.backends.pytorch;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.logicrl.api.Setting;

/**
 * Low-rank adaptation (Hu et al., arXiv 2106.09685): the model stays as it is, and what is trained
 * are two thin matrices beside some of its projections, y = W x + alpha / rank * B A x.
 *
 * @param rank the rows of A and columns of B
 * @param alpha the product's weight, before it is divided by the rank
 * @param targets the projections that get an adapter, in each layer
 */
public record LoraSettings(
    @Setting(help = "Rank of the two matrices.", defaultValue = "16", min = 1, max = 4096) int rank,
    @Setting(help = "Weight of the adapters; divided by the rank.", defaultValue = "32", min = 1e-6)
        double alpha,
    @Setting(
            help = "Projections of each layer that get an adapter.",
            defaultValue = "[q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj]")
        List<String> targets) {

  /** All projections, in the order of their slots in the program. */
  static final List<String> PROJECTIONS =
      List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

  /** Checks that the targets are projections, each named once. */
  public LoraSettings {
    targets = List.copyOf(targets);
    Set<String> unknown = new TreeSet<>(targets);
    PROJECTIONS.forEach(unknown::remove);
    if (targets.isEmpty() || !unknown.isEmpty() || Set.copyOf(targets).size() < targets.size()) {
      throw new IllegalArgumentException(
          "targets must be one or more of %s, each once, but are %s"
              .formatted(PROJECTIONS, targets));
    }
  }

  /** What the product of the two matrices is multiplied with. */
  double scale() {
    return alpha / rank;
  }
}
