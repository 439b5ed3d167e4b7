package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logicrl.core.config.SettingsRecord.KeyHelp;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.plugin.PluginVerifier.Offer;
import org.logicrl.core.run.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the settings of whatever goes by a name. */
@Command(
    name = "describe",
    description = "Print the keys that a task, rule, algorithm or backend takes.",
    mixinStandardHelpOptions = true)
final class PluginsDescribeCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "Such as logic-rl.")
  private String name = "";

  @Option(names = "--json", description = "Print the description as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try (PluginCatalog catalog = common.catalog()) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      List<Offer> offers = catalog.describe(name);
      if (json) {
        out.println(Json.line(offers));
      } else {
        offers.forEach(offer -> print(out, offer));
      }
      return ExitCode.DONE;
    }
  }

  /** Prints what an offer is, and its keys. */
  static void print(PrintWriter out, Offer offer) {
    out.println("%s (%s): %s".formatted(offer.name(), offer.kind(), offer.summary()));
    if (offer.keys().isEmpty()) {
      out.println("  takes no settings");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  KEY", "DEFAULT", "ALLOWED", "MEANING"));
    for (KeyHelp key : offer.keys()) {
      String defaultText = key.required() ? "(required)" : key.defaultText();
      rows.add(List.of("  " + key.key(), defaultText, key.allowed(), key.help()));
    }
    TextTable.print(out, rows);
  }
}
