package org.logicrl.core.plugin;

import java.util.List;
import java.util.Objects;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;

/** Everything that a plugin offers, asked for once. */
public record Factories(
    List<Factory<?, Task>> tasks,
    List<Factory<?, RewardRule>> rewards,
    List<Factory<?, Algorithm>> algorithms,
    List<Factory<?, Backend>> backends) {

  /** Copies the lists. */
  public Factories {
    tasks = List.copyOf(tasks);
    rewards = List.copyOf(rewards);
    algorithms = List.copyOf(algorithms);
    backends = List.copyOf(backends);
  }

  static Factories of(Plugin plugin) {
    return new Factories(
        Objects.requireNonNull(plugin.tasks(), "tasks() returned null"),
        Objects.requireNonNull(plugin.rewards(), "rewards() returned null"),
        Objects.requireNonNull(plugin.algorithms(), "algorithms() returned null"),
        Objects.requireNonNull(plugin.backends(), "backends() returned null"));
  }
}
