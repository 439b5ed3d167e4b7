package org.logicrl.cli;

import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.backend.ModelException;
import org.logicrl.core.config.ConfigException;
import org.logicrl.core.config.SettingsException;
import org.logicrl.core.plugin.PluginException;
import org.logicrl.core.run.RunException;
import org.logicrl.core.train.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns failures into one message on stderr and an exit code; the stack trace only on request.
 *
 * <p>A mistake of the user has an exception of its own, whose message stands alone. Everything
 * else, {@link IllegalArgumentException} included, is a fault of the program or of a plugin, and
 * says where to look.
 */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    // The arguments are those of the whole line; the option belongs to the sub-command.
    return report(
        failure,
        commandLine.getErr(),
        commandLine.getParseResult().hasMatchedOption(CommonOptions.STACKTRACE));
  }

  /** Prints a failure; returns the exit code. */
  static int report(Throwable failure, PrintWriter err, boolean stacktrace) {
    if (stacktrace) {
      failure.printStackTrace(err);
    } else {
      err.println(message(failure));
    }
    err.flush();
    return exitCode(failure);
  }

  private static String message(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      // Also the limit of what lies outside the heap, unless that was set by itself.
      long limit = Runtime.getRuntime().maxMemory();
      return ("out of memory (%s): allow Java more than the %d MiB it may have now, as in"
              + " LOGICRL_JAVA_OPTS=-Xmx%dg ./logicrl ...")
          .formatted(failure.getMessage(), limit >> 20, (limit >> 30) * 3 / 2 + 1);
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    String text = failure.getMessage();
    boolean expected = exitCode(failure) != ExitCode.FAILURE || failure instanceof RunException;
    if (expected && text != null) {
      return text;
    }
    return failure + "\n(run again with " + CommonOptions.STACKTRACE + " to see where)";
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof ConfigException
        || failure instanceof UnusableSettingsException
        || failure instanceof ModelException
        || failure instanceof NoSuchFileException) {
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
