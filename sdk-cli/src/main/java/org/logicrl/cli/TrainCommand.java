package org.logicrl.cli;

import java.util.concurrent.Callable;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.experiment.Sections.Training;
import org.logicrl.core.experiment.TrainingRun;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.RunFolder;
import org.logicrl.core.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a policy by reinforcement learning. */
@Command(
    name = "train",
    description = "Train a policy; evaluates it before and after.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  private final Interruption interruption;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private RunOptions options = new RunOptions();

  TrainCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    try (PluginCatalog catalog = common.catalog()) {
      Training sections = Sections.training(config.load(), catalog);
      System.err.println(sections.common().effective().toTable());
      sections.requireModelFolder();
      TrainingRun training = new TrainingRun(sections, catalog);
      RunFolder run = options.folder(sections.common().run());
      Trainer.Result result =
          training.start(
              run, ConsoleProgress.ofSystem(sections.training().logEvery()), interruption.listen());
      return TrainingReport.print(run, result, options.json());
    }
  }
}
