package org.logicrl.cli;

import picocli.CommandLine.Command;

/** Says what the plugins are and take. */
@Command(
    name = "plugins",
    description = "What is there, what it takes, why a jar was refused.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      PluginsListCommand.class,
      PluginsDescribeCommand.class,
      PluginsVerifyCommand.class
    })
final class PluginsCommand extends Group {}
