package org.logicrl.cli;

import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.task.Split;
import org.logicrl.api.task.Task;
import org.logicrl.core.experiment.Parts;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.rollout.ProblemRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a task's problems into a file. */
@Command(
    name = "data",
    description = "Write problems of a task as JSONL.",
    mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();

  @Parameters(
      index = "0",
      paramLabel = "TASK",
      description = "The task, such as knights-and-knaves.")
  private String name = "";

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      required = true,
      converter = SplitNames.class,
      completionCandidates = SplitNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Split split = Split.TRAIN;

  @Option(
      names = "--from",
      paramLabel = "INDEX",
      defaultValue = "0",
      description = "The first problem, from 0.")
  private long from;

  @Option(
      names = "--count",
      paramLabel = "N",
      required = true,
      description = "How many problems; an index that holds none leaves no row.")
  private long count;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = RowFiles.OUT)
  private Path out = Path.of("-");

  @Override
  public Integer call() throws Exception {
    CommandSpec own = spec;
    if (own != null && (from < 0 || count < 0)) {
      throw new ParameterException(own.commandLine(), "--from and --count must not be negative");
    }
    try (PluginCatalog catalog = common.catalog()) {
      Task task = Parts.task(assignments.load("task.name=" + name), catalog);
      ProblemRows rows = new ProblemRows(task, split, from, count);
      try (Writer file = RowFiles.write(out)) {
        long written = rows.write(file, RowProgress.ofSystem(count));
        if (written < count) {
          System.err.printf("%d rows: %d indices hold no problem%n", written, count - written);
        }
      }
      return ExitCode.DONE;
    }
  }
}
