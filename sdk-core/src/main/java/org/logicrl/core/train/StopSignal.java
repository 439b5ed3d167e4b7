package org.logicrl.core.train;

/** A request to end a run after the step, or the part of an evaluation, that it is in. */
public final class StopSignal {

  private volatile boolean requested;

  /** Asks the loop to end; may be called from any thread. */
  public void request() {
    requested = true;
  }

  /** Whether the loop has been asked to end. */
  public boolean requested() {
    return requested;
  }
}
