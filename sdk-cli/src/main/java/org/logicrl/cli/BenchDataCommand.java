package org.logicrl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logicrl.core.bench.Figure;
import org.logicrl.core.bench.TaskBench;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a task makes problems. */
@Command(
    name = "data",
    description = "Problems with their prompts per second, in one thread.",
    mixinStandardHelpOptions = true)
final class BenchDataCommand implements Callable<Integer> {

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
      names = "--people",
      paramLabel = "N",
      split = ",",
      defaultValue = "3,5,8",
      description =
          "For tasks with a key people: measure each of these; default: ${DEFAULT-VALUE}.")
  private List<Integer> people = new ArrayList<>();

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      TaskBench bench = new TaskBench(assignments.load());
      List<Figure> figures = new ArrayList<>();
      boolean hasPeople =
          catalog.describe(task).stream()
              .flatMap(offer -> offer.keys().stream())
              .anyMatch(key -> key.key().equals("people"));
      if (hasPeople) {
        for (int count : people) {
          LoadedConfig loaded = assignments.load("task.name=" + task, "task.people=" + count);
          figures.add(bench.problems(loaded, catalog, count + " people"));
        }
      } else {
        figures.add(bench.problems(assignments.load("task.name=" + task), catalog, task));
      }
      return options.print(figures);
    }
  }
}
