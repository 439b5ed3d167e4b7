package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.logicrl.core.config.EffectiveConfig;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the effective configuration. */
@Command(
    name = "show",
    description = "Print the effective configuration, defaults included.",
    mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private KindOption kind = new KindOption();

  @Option(names = "--origins", description = "Print a table that says where each value came from.")
  private boolean origins;

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      LoadedConfig loaded = config.load();
      EffectiveConfig effective = Sections.effective(loaded, kind.of(loaded), catalog);
      PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
      out.print(origins ? effective.toTable() : effective.toYaml());
      out.flush();
      return ExitCode.DONE;
    }
  }
}
