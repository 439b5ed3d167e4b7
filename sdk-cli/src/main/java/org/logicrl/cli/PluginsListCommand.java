package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.logicrl.api.Factory;
import org.logicrl.core.plugin.InstalledPlugin;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.plugin.PluginKind;
import org.logicrl.core.plugin.RefusedPlugin;
import org.logicrl.core.run.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what plugins offer, and the plugins that were refused. */
@Command(
    name = "list",
    description = "List what plugins offer, and which were refused.",
    mixinStandardHelpOptions = true)
final class PluginsListCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  /** One line of the list. */
  private record Entry(String name, String kind, String summary, String source) {}

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      List<Entry> entries = entries(catalog);
      if (json) {
        out.println(Json.line(Map.of("plugins", entries, "refused", catalog.refused())));
      } else {
        print(out, entries, catalog.refused());
      }
      return ExitCode.DONE;
    }
  }

  private static List<Entry> entries(PluginCatalog catalog) {
    List<Entry> entries = new ArrayList<>();
    for (PluginKind<?> kind : PluginKind.ALL) {
      for (InstalledPlugin plugin : catalog.plugins()) {
        for (Factory<?, ?> factory : kind.of(plugin.factories())) {
          entries.add(
              new Entry(factory.name(), kind.toString(), factory.summary(), plugin.source()));
        }
      }
    }
    return entries;
  }

  private static void print(PrintWriter out, List<Entry> entries, List<RefusedPlugin> refused) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "KIND", "SUMMARY", "SOURCE"));
    entries.forEach(
        entry -> rows.add(List.of(entry.name(), entry.kind(), entry.summary(), entry.source())));
    TextTable.print(out, rows);
    if (!refused.isEmpty()) {
      out.println();
      refused.forEach(out::println);
    }
  }
}
