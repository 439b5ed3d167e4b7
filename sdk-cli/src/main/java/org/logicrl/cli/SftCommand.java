package org.logicrl.cli;

import java.util.concurrent.Callable;
import org.logicrl.core.experiment.FineTuningRun;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.FineTuning;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fine-tunes a model, or makes one, on worked solutions or on what the model gets right. */
@Command(
    name = "sft",
    description =
        "Supervised fine-tuning on a task's worked solutions, or on what the model gets right.",
    mixinStandardHelpOptions = true)
final class SftCommand implements Callable<Integer> {

  static final int LOG_EVERY = 10;

  private final Interruption interruption;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private RunOptions options = new RunOptions();

  SftCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog()) {
      FineTuning sections = Sections.fineTuning(config.load(), catalog);
      System.err.println(sections.common().effective().toTable());
      FineTuningRun tuning = new FineTuningRun(sections, catalog);
      sections.requireOutput();
      RunFolder run = options.folder(sections.common().run());
      FineTuningRun.Result result =
          tuning.start(run, ConsoleProgress.ofSystem(LOG_EVERY), interruption.listen());
      return FineTuningReport.print(run, result, options.json());
    }
  }
}
