package org.logicrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/command-line.md} against the commands themselves. */
final class CommandLineDocsTest {

  private static final Path DOCS = Path.of("..", "docs", "command-line.md");

  @Test
  void everyOptionIsListedWithItsCommands() {
    List<String> commands = new ArrayList<>();
    Map<String, List<String>> owners = new TreeMap<>();
    collect(commandLine(), "", commands, owners);
    assertThat(commands).hasSizeGreaterThan(15);

    StringBuilder table = new StringBuilder("| option | of |\n|---|---|\n");
    owners.forEach(
        (option, of) ->
            table.append(
                "| `%s` | %s |%n"
                    .formatted(
                        option,
                        of.equals(commands) ? "all" : "`" + String.join("`, `", of) + "`")));
    assertThat(DOCS).content().contains(table.toString());
  }

  @Test
  void everyCommandIsInTheTable() {
    assertThat(DOCS)
        .content()
        .contains(
            commandLine().getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"))
                .map(name -> "| `" + name)
                .toList());
  }

  private static CommandLine commandLine() {
    return new CommandLine(
        new Main(), new CommandFactory(new Interruption((signal, handler) -> {})));
  }

  /** Walks down to the commands that do something. */
  private static void collect(
      CommandLine at, String name, List<String> commands, Map<String, List<String>> owners) {
    at.getSubcommands()
        .forEach(
            (word, sub) -> {
              if (!word.equals("help")) {
                collect(sub, (name + " " + word).strip(), commands, owners);
              }
            });
    if (at.getSubcommands().isEmpty()) {
      commands.add(name);
      for (OptionSpec option : at.getCommandSpec().options()) {
        if (!option.usageHelp() && !option.versionHelp()) {
          owners.computeIfAbsent(option.longestName(), o -> new ArrayList<>()).add(name);
        }
      }
    }
  }
}
