package org.logicrl.cli;

import java.util.concurrent.Callable;
import org.logicrl.core.bench.TaskBench;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a rule scores. */
@Command(
    name = "reward",
    description = "Scored completions and rows per second, and the time for hostile texts.",
    mixinStandardHelpOptions = true)
final class BenchRewardCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();
  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "knights-and-knaves",
      description = "The task; default: ${DEFAULT-VALUE}.")
  private String task = "";

  @Option(
      names = "--reward",
      paramLabel = "RULE",
      defaultValue = "logic-rl",
      description = "The rule; default: ${DEFAULT-VALUE}.")
  private String reward = "";

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      LoadedConfig loaded = assignments.load("task.name=" + task, "reward.name=" + reward);
      return options.print(new TaskBench(loaded).rewards(loaded, catalog));
    }
  }
}
