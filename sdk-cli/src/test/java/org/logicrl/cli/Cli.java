package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;

/** Runs commands in this JVM and keeps what they print. */
final class Cli {

  private Cli() {}

  /** What a command left. */
  record Result(int code, String out, String err) {}

  static Result run(Object... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs a command that reads standard input. */
  static Result runWithInput(String input, Object... arguments) {
    return run(new Interruption((signal, handler) -> {}), input, arguments);
  }

  /** Runs a command that may be interrupted. */
  static synchronized Result run(Interruption interruption, String input, Object... arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
      System.setOut(new PrintStream(printed, true, UTF_8));
      System.setErr(new PrintStream(complained, true, UTF_8));
      int code =
          Main.run(
              interruption, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
      return new Result(code, printed.toString(UTF_8), complained.toString(UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }
}
