package org.logicrl.cli;

import picocli.CommandLine.Command;

/** Says what a configuration means, and what one may hold. */
@Command(
    name = "config",
    description = "The effective configuration, its errors, its schema, a sample.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      ConfigShowCommand.class,
      ConfigValidateCommand.class,
      ConfigSchemaCommand.class,
      ConfigSampleCommand.class
    })
final class ConfigCommand extends Group {}
