package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.logicrl.core.plugin.PluginCatalog;
import org.logicrl.core.plugin.PluginVerifier;
import org.logicrl.core.plugin.PluginVerifier.Verification;
import org.logicrl.core.run.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks plugins before, or after, they are installed. */
@Command(
    name = "verify",
    description = "Check whether a plugin can be installed; loads it, and so runs its code.",
    mixinStandardHelpOptions = true)
final class PluginsVerifyCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "JAR",
      description = "A jar, or a folder of jars; default: all in the plugin folders.")
  private @Nullable Path jar;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Path given = jar;
    List<Path> sources =
        given != null
            ? List.of(given)
            : common.folders().stream()
                .flatMap(folder -> PluginCatalog.sources(folder).stream())
                .toList();
    List<Verification> results = sources.stream().map(PluginVerifier::verify).toList();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (json) {
      out.println(Json.line(results));
    } else {
      results.forEach(result -> print(out, result));
    }
    boolean ok = results.stream().allMatch(Verification::ok);
    return ok ? ExitCode.DONE : ExitCode.PLUGIN_PROBLEM;
  }

  private static void print(PrintWriter out, Verification result) {
    out.println(result.source() + (result.ok() ? ": can be used" : ": cannot be used"));
    result.problems().forEach(problem -> out.println("  problem: " + problem));
    result
        .offers()
        .forEach(
            offer ->
                out.println("  %s %s: %s".formatted(offer.kind(), offer.name(), offer.summary())));
  }
}
