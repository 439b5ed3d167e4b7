package org.logicrl.algorithms;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.algorithm.Algorithm;

/** Offers {@code reinforce++}, {@code grpo} and {@code ppo}. */
public final class AlgorithmsPlugin implements Plugin {

  /** Made by the catalog. */
  public AlgorithmsPlugin() {}

  @Override
  public List<Factory<?, Algorithm>> algorithms() {
    return List.of(
        new Factory<>(
            "reinforce++",
            "returns whitened over the whole batch, clipped policy loss, no critic",
            ReinforcePlusPlusSettings.class,
            (settings, context) -> new ReinforcePlusPlus(settings)),
        new Factory<>(
            "grpo",
            "rewards compared within the completions of a prompt, clipped policy loss, no critic",
            GrpoSettings.class,
            (settings, context) -> new Grpo(settings)),
        new Factory<>(
            "ppo",
            "generalized advantage estimation with a critic, clipped policy and value losses",
            PpoSettings.class,
            (settings, context) -> new Ppo(settings)));
  }
}
