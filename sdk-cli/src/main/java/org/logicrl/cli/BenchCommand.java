package org.logicrl.cli;

import picocli.CommandLine.Command;

/** Measures speed. */
@Command(
    name = "bench",
    description = "Medians of speed: of tasks, rules, engines and whole steps.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchDataCommand.class,
      BenchRewardCommand.class,
      BenchRolloutCommand.class,
      BenchLearnCommand.class,
      BenchStepCommand.class
    })
final class BenchCommand extends Group {}
