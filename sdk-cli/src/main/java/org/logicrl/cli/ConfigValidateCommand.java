package org.logicrl.cli;

import java.util.concurrent.Callable;
import org.logicrl.core.config.EffectiveConfig;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports every error of a configuration. */
@Command(
    name = "validate",
    description = "Report every error of a configuration; exit code 3 when there is one.",
    mixinStandardHelpOptions = true)
final class ConfigValidateCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private KindOption kind = new KindOption();

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      LoadedConfig loaded = config.load();
      EffectiveConfig effective = Sections.effective(loaded, kind.of(loaded), catalog);
      System.err.println("no errors; " + effective.entries().size() + " keys");
      return ExitCode.DONE;
    }
  }
}
