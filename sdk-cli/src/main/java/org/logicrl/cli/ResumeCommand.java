package org.logicrl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.experiment.FineTuningRun;
import org.logicrl.core.experiment.ResumedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.FineTuning;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.experiment.TrainingRun;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Continues a run that was stopped, or one that shall train longer. */
@Command(
    name = "resume",
    description = "Continue a run from its newest complete checkpoint.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  private final Interruption interruption;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a key of the run's configuration, such as training.steps=400.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  ResumeCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    RunFolder run = RunFolder.open(folder);
    try (PluginCatalog catalog = common.catalog()) {
      ResumedConfig config = ResumedConfig.of(run, ConfigLoader.ofSystem(), assignments, catalog);
      System.err.println(config.effective().toTable());
      return switch (config.kind()) {
        case TRAIN -> train(run, config, catalog);
        case SFT -> fineTune(run, config, catalog);
      };
    }
  }

  private int train(RunFolder run, ResumedConfig config, PluginCatalog catalog) throws IOException {
    Training sections = Sections.training(config.loaded(), catalog);
    ConsoleProgress progress = ConsoleProgress.ofSystem(sections.training().logEvery());
    return TrainingReport.print(
        run,
        new TrainingRun(sections, catalog)
            .resume(run, config.changes(), progress, interruption.listen()),
        json);
  }

  private int fineTune(RunFolder run, ResumedConfig config, PluginCatalog catalog)
      throws IOException {
    FineTuning sections = Sections.fineTuning(config.loaded(), catalog);
    ConsoleProgress progress = ConsoleProgress.ofSystem(SftCommand.LOG_EVERY);
    return FineTuningReport.print(
        run,
        new FineTuningRun(sections, catalog)
            .resume(run, config.changes(), progress, interruption.listen()),
        json);
  }
}
