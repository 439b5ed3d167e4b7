package org.logicrl.core.experiment;

import org.logicrl.api.PluginContext;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;
import org.logicrl.core.config.Bound;
import org.logicrl.core.config.Choice;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.config.Selector;
import org.logicrl.core.config.SettingsBinder;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.settings.RewardSettings;
import org.logicrl.core.settings.RunSettings;

/** Single parts, for commands that work without an experiment around them. */
public final class Parts {

  private Parts() {}

  /** The task of a configuration that has nothing else. */
  public static Task task(LoadedConfig loaded, PluginCatalog catalog) {
    SettingsBinder binder = loaded.binder();
    Bound<RunSettings> run = binder.top(RunSettings.class);
    Choice<Task> task = task(binder, catalog);
    binder.finish();
    return task.create(context(run, loaded));
  }

  /** What scores completions. */
  public record Scoring(Task task, RewardRule rule, RewardSettings settings) {

    /** Scores in parallel. */
    public Grader grader() {
      return new Grader(task, rule, settings);
    }
  }

  /** The task and the reward rule of a configuration that has nothing else. */
  public static Scoring scoring(LoadedConfig loaded, PluginCatalog catalog) {
    SettingsBinder binder = loaded.binder();
    Bound<RunSettings> run = binder.top(RunSettings.class);
    Choice<Task> task = task(binder, catalog);
    Choice<RewardRule> rule =
        binder.choice(
            "reward", Selector.name("The rule that scores completions."), catalog.rewards());
    Bound<RewardSettings> settings = binder.section("reward", RewardSettings.class);
    binder.finish();
    PluginContext context = context(run, loaded);
    return new Scoring(task.create(context), rule.create(context), settings.value());
  }

  private static Choice<Task> task(SettingsBinder binder, PluginCatalog catalog) {
    return binder.choice("task", Selector.name("Where problems come from."), catalog.tasks());
  }

  static PluginContext context(Bound<RunSettings> run, LoadedConfig loaded) {
    return new PluginContext(run.value().seed(), run.value().directory(loaded.directory()));
  }
}
