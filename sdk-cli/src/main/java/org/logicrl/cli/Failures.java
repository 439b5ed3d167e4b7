package org.logicrl.cli;

import java.nio.file.NoSuchFileException;
import org.logicrl.api.backend.ModelException;
import org.logicrl.core.config.ConfigException;
import org.logicrl.core.config.SettingsException;
import org.logicrl.core.plugin.PluginException;
import org.logicrl.core.run.RunException;
import org.logicrl.core.train.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns failures into one message on stderr and an exit code; the stack trace only on request. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    if (arguments.hasMatchedOption(CommonOptions.STACKTRACE)) {
      failure.printStackTrace(commandLine.getErr());
    } else {
      commandLine.getErr().println(message(failure));
    }
    commandLine.getErr().flush();
    return exitCode(failure);
  }

  private static String message(Exception failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getMessage();
    }
    String text = failure.getMessage();
    boolean expected = exitCode(failure) != ExitCode.FAILURE || failure instanceof RunException;
    if (expected && text != null) {
      return text;
    }
    return failure + "\n(run again with " + CommonOptions.STACKTRACE + " to see where)";
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof ConfigException
        || failure instanceof ModelException
        || failure instanceof NoSuchFileException) {
      return ExitCode.BAD_CONFIGURATION;
    }
    if (failure instanceof IllegalArgumentException) {
      return ExitCode.BAD_CONFIGURATION;
    }
    if (failure instanceof PluginException || failure instanceof SettingsException) {
      return ExitCode.PLUGIN_PROBLEM;
    }
    if (failure instanceof DivergedException) {
      return ExitCode.DIVERGED;
    }
    return ExitCode.FAILURE;
  }
}
