package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.logicrl.core.config.ConfigLoader;
import org.logicrl.core.config.LoadedConfig;
import org.logicrl.core.experiment.Sections;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.run.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of configurations. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of configurations, for editors.",
    mixinStandardHelpOptions = true)
final class ConfigSchemaCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KindOption kind = new KindOption();

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      // The schema belongs to the installed plugins, and not to this process's environment.
      LoadedConfig empty = new ConfigLoader(Map.of()).loadWithoutFile(Path.of(""), List.of());
      PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
      out.print(Json.pretty(Sections.declared(empty, kind.of(empty), catalog).schema()));
      out.flush();
      return ExitCode.DONE;
    }
  }
}
