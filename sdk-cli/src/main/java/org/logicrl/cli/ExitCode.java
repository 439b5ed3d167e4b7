package org.logicrl.cli;

/** The exit codes of all commands. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int BAD_CONFIGURATION = 3;
  static final int PLUGIN_PROBLEM = 4;
  static final int DIVERGED = 5;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
