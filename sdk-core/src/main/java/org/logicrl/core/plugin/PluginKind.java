package org.logicrl.core.plugin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.logicrl.api.Factory;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.SettingsRecord;
import org.logicrl.core.settings.LearnerSettings;
import org.logicrl.core.settings.MismatchSettings;
import org.logicrl.core.settings.RewardSettings;
import org.logicrl.core.settings.RolloutSettings;

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
      new PluginKind<>(
          "reward rule", "name", Factories::rewards, Neighbours.of("reward", RewardSettings.class));

  /** Policy-gradient algorithms. */
  public static final PluginKind<Algorithm> ALGORITHM =
      new PluginKind<>("algorithm", "name", Factories::algorithms);

  /** Engines that generate and learn. */
  public static final PluginKind<Backend> BACKEND =
      new PluginKind<>(
          "backend",
          "backend",
          Factories::backends,
          Neighbours.of("rollout", RolloutSettings.class),
          Neighbours.of("learner", LearnerSettings.class),
          Neighbours.of("learner", MismatchSettings.class));

  /** All kinds, in the order in which they are listed. */
  public static final List<PluginKind<?>> ALL = List.of(TASK, REWARD, ALGORITHM, BACKEND);

  private final String label;
  private final String key;
  private final Function<Factories, List<Factory<?, T>>> factories;
  private final List<Neighbours> neighbours;

  private PluginKind(
      String label,
      String key,
      Function<Factories, List<Factory<?, T>>> factories,
      Neighbours... neighbours) {
    this.label = label;
    this.key = key;
    this.factories = factories;
    this.neighbours = List.of(neighbours);
  }

  /** Keys of the SDK in a section where a part of this kind is chosen. */
  private record Neighbours(String section, List<String> keys) {

    static Neighbours of(String section, Class<? extends Record> settings) {
      return new Neighbours(section, SettingsRecord.of(settings).names());
    }
  }

  /** The configuration key that chooses one. */
  public String key() {
    return key;
  }

  /**
   * Why the settings of a part may not use a name for a key, as it would stand beside one of the
   * SDK's in the same section.
   *
   * @return empty when they may
   */
  Optional<String> taken(String name) {
    if (name.equals(key)) {
      return Optional.of("which chooses the " + label);
    }
    return neighbours.stream()
        .filter(other -> other.keys().contains(name))
        .findFirst()
        .map(other -> "which the SDK has in the section " + other.section());
  }

  /** The SDK's own keys in the sections where one is chosen, such as {@code rollout.maxTokens}. */
  List<String> keysBeside() {
    return neighbours.stream()
        .flatMap(other -> other.keys().stream().map(name -> other.section() + "." + name))
        .toList();
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
