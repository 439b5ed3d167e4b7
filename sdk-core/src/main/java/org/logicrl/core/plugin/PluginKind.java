package org.logicrl.core.plugin;

import java.util.List;
import java.util.function.Function;
import org.logicrl.api.Factory;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;

/**
 * A kind of part that plugins offer.
 *
 * @param <T> the part
 */
public final class PluginKind<T> {

  /** Sources of problems. */
  public static final PluginKind<Task> TASK = new PluginKind<>("task", "name", Factories::tasks);

  /** Rules that score completions. */
  public static final PluginKind<RewardRule> REWARD =
      new PluginKind<>("reward rule", "name", Factories::rewards);

  /** Policy-gradient algorithms. */
  public static final PluginKind<Algorithm> ALGORITHM =
      new PluginKind<>("algorithm", "name", Factories::algorithms);

  /** Engines that generate and learn. */
  public static final PluginKind<Backend> BACKEND =
      new PluginKind<>("backend", "backend", Factories::backends);

  /** All kinds, in the order in which they are listed. */
  public static final List<PluginKind<?>> ALL = List.of(TASK, REWARD, ALGORITHM, BACKEND);

  private final String label;
  private final String key;
  private final Function<Factories, List<Factory<?, T>>> factories;

  private PluginKind(String label, String key, Function<Factories, List<Factory<?, T>>> factories) {
    this.label = label;
    this.key = key;
    this.factories = factories;
  }

  /** The configuration key that chooses one; no settings record may use it. */
  public String key() {
    return key;
  }

  /** The factories of this kind. */
  public List<Factory<?, T>> of(Factories all) {
    return factories.apply(all);
  }

  /** The kind in words, such as {@code reward rule}. */
  @Override
  public String toString() {
    return label;
  }
}
