package org.logicrl.cli;

import org.logicrl.core.train.StopSignal;

/**
 * Ends a run cleanly on Ctrl-C: asks the loop to stop after the step it is in, and keeps the JVM
 * alive until it has written its checkpoint. The JVM itself then ends with exit code 130.
 */
final class Interruption {

  private static final long PATIENCE_MILLIS = 120_000;

  private final StopSignal signal = new StopSignal();
  private final Thread hook;

  /** Waits for a thread when the JVM is asked to end. */
  Interruption(Thread worker) {
    this.hook =
        new Thread(
            () -> {
              signal.request();
              try {
                worker.join(PATIENCE_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "interruption");
  }

  /** Set when the run shall end. */
  StopSignal signal() {
    return signal;
  }

  /** The shutdown hook. */
  Thread hook() {
    return hook;
  }
}
