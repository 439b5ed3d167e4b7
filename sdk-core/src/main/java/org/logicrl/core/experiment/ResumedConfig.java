package org.logicrl.core.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logicrl.core.config.ConfigError;
import org.logicrl.core.config.ConfigException;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.EffectiveConfig;
import org.logicrl.core.config.EffectiveConfig.Entry;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.Origin;
import org.logicrl.core.experiment.Sections.Kind;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.RunFolder;

/**
 * The configuration that a run goes on with: that of its folder, with assignments over it. They may
 * change how long it trains, what it measures, and what has to do with the machine it runs on;
 * anything else would make it another experiment. Environment variables change nothing: when the
 * run started, its own assignments came before them.
 *
 * @param loaded the configuration, merged
 * @param kind what it is for
 * @param effective the values of all keys
 * @param changes the keys whose values differ from those in the run's folder, with the new ones
 */
public record ResumedConfig(
    LoadedConfig loaded, Kind kind, EffectiveConfig effective, Map<String, String> changes) {

  private static final String CHANGEABLE =
      "training.*, sft.steps, sft.saveEvery, evaluation.*, paths of models and folders, threads,"
          + " devices and memory of engines; start a new run for anything else";

  private static final Set<String> SECTIONS = Set.of("training", "evaluation");
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "runs",
          "directory",
          "model.path",
          "sft.steps",
          "sft.saveEvery",
          "sft.from",
          "sft.output");

  private static final Set<String> ENGINES = Set.of("rollout", "learner", ReferenceEngine.SECTION);

  /** Keys of engines, whichever plugin has them, that change at most the last bits. */
  private static final Set<String> OF_ENGINES =
      Set.of(
          "threads",
          "device",
          "lanes",
          "cacheMiB",
          "microBatchTokens",
          "recompute",
          "sharedPrompts",
          "generationBatch");

  /** Copies the map, in its order. */
  public ResumedConfig {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  /**
   * Reads the configuration in a run's folder.
   *
   * @throws ConfigException with every error, keys that may not change included
   */
  public static ResumedConfig of(
      RunFolder run, ConfigLoader loader, List<String> assignments, PluginCatalog catalog) {
    LoadedConfig stored = new ConfigLoader(Map.of()).load(run.config(), List.of());
    LoadedConfig loaded = loader.withoutVariables().load(run.config(), assignments);
    Kind kind = Kind.of(stored);
    EffectiveConfig before = Sections.effective(stored, kind, catalog);
    EffectiveConfig now = Sections.effective(loaded, kind, catalog);
    Map<String, String> changes = changes(values(before), values(now));
    List<ConfigError> errors =
        changes.entrySet().stream()
            .filter(change -> !changeable(change.getKey()))
            .map(change -> refusal(change.getKey(), change.getValue(), now))
            .toList();
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return new ResumedConfig(loaded, kind, now, changes);
  }

  private static Map<String, String> values(EffectiveConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    config.entries().forEach(entry -> values.put(entry.key(), entry.value()));
    return values;
  }

  private static Map<String, String> changes(Map<String, String> before, Map<String, String> now) {
    Map<String, String> changes = new LinkedHashMap<>();
    now.forEach(
        (key, value) -> {
          if (!value.equals(before.get(key))) {
            changes.put(key, value);
          }
        });
    for (String key : before.keySet()) {
      if (!now.containsKey(key)) {
        changes.put(key, "null");
      }
    }
    return changes;
  }

  private static boolean changeable(String key) {
    return KEYS.contains(key) || SECTIONS.contains(key.split("\\.", -1)[0]) || ofEngine(key);
  }

  /** Whether a key is one of an engine that may change. */
  static boolean ofEngine(String key) {
    String[] path = key.split("\\.", -1);
    return path.length == 2 && ENGINES.contains(path[0]) && OF_ENGINES.contains(path[1]);
  }

  private static ConfigError refusal(String key, String value, EffectiveConfig config) {
    Origin origin =
        config.entries().stream()
            .filter(entry -> entry.key().equals(key))
            .map(Entry::origin)
            .findFirst()
            .orElse(null);
    return new ConfigError(
        key,
        value,
        origin,
        "cannot change when a run goes on: its later steps would belong to another experiment",
        CHANGEABLE,
        List.of());
  }
}
