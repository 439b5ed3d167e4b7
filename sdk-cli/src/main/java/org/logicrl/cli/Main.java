package org.logicrl.cli;

import java.util.List;
import org.logicrl.core.plugin.PluginException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point: one sub-command for each thing that the SDK does. */
@Command(
    name = "logicrl",
    description = "Rule-based reinforcement learning of language models.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      SftCommand.class,
      EvalCommand.class,
      DataCommand.class,
      ScoreCommand.class,
      GenerateCommand.class,
      LogProbsCommand.class,
      PluginsCommand.class,
      ConfigCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0 done  1 failure  2 usage  3 bad configuration  4 plugin problem",
      "  5 diverged  130 interrupted"
    })
public final class Main extends Group {

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Interruption.ofSystem(), arguments));
  }

  /** Runs a command in this JVM, and returns its exit code. */
  static int run(Interruption interruption, String... arguments) {
    CommandLine commandLine =
        new CommandLine(new Main(), new CommandFactory(interruption))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler(new Failures());
    try {
      return commandLine.execute(arguments);
    } catch (Error e) {
      boolean stacktrace = List.of(arguments).contains(CommonOptions.STACKTRACE);
      return Failures.report(
          e instanceof LinkageError failure ? PluginException.of(failure) : e,
          commandLine.getErr(),
          stacktrace);
    }
  }
}
