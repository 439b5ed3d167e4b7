package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.plugin.PluginCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints a configuration to start from. */
@Command(
    name = "sample",
    description = {
      "Print a configuration to start from: every key with its default and its meaning.",
      "Choose parts with --set, such as --set task.name=knights-and-knaves, to see their keys."
    },
    mixinStandardHelpOptions = true)
final class ConfigSampleCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private Assignments assignments = new Assignments();
  @Mixin private KindOption kind = new KindOption();

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      LoadedConfig chosen = assignments.load();
      PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
      out.print(Sections.declared(chosen, kind.of(chosen), catalog).sample());
      out.flush();
      return ExitCode.DONE;
    }
  }
}
