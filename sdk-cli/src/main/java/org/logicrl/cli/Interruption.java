package org.logicrl.cli;

import java.util.List;
import java.util.function.BiConsumer;
import org.jline.utils.Signals;
import org.logicrl.core.train.StopSignal;

/**
 * Ends a run cleanly on Ctrl-C, and on the signals by which systems and terminals end a process.
 * The first one asks the loop to stop, and to write its checkpoint; the second one kills the
 * process. A command that does not listen ends with the first one.
 */
final class Interruption {

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final StopSignal stop = new StopSignal();
  private final BiConsumer<String, Runnable> registrar;

  /**
   * Hears of signals.
   *
   * @param registrar sets what is done on a signal
   */
  Interruption(BiConsumer<String, Runnable> registrar) {
    this.registrar = registrar;
  }

  /** Hears of the signals of this process. */
  static Interruption ofSystem() {
    return new Interruption(Signals::register);
  }

  /** What is set on a signal, from now on. */
  StopSignal listen() {
    SIGNALS.forEach(name -> registrar.accept(name, this::interrupt));
    return stop;
  }

  private synchronized void interrupt() {
    if (stop.requested()) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    stop.request();
    System.err.println("stopping after this step; again to kill");
  }
}
