package org.logicrl.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says on stderr how far a long work has come: not at every row, but every so many seconds. */
final class RowProgress implements LongConsumer {

  private static final long EVERY_NANOS = 5_000_000_000L;

  private final PrintStream err;
  private final long all;
  private final LongSupplier clock;
  private final long started;
  private long shown;

  /**
   * Progress of a work that has just begun.
   *
   * @param all how many rows there will be; 0 when nobody knows
   * @param clock in nanoseconds
   */
  RowProgress(PrintStream err, long all, LongSupplier clock) {
    this.err = err;
    this.all = all;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.shown = started;
  }

  /** Progress on stderr. */
  static RowProgress ofSystem(long all) {
    return new RowProgress(System.err, all, System::nanoTime);
  }

  @Override
  public void accept(long done) {
    long now = clock.getAsLong();
    if (now - shown >= EVERY_NANOS) {
      shown = now;
      String goal = all == 0 ? "" : String.format(Locale.ROOT, " of %,d", all);
      double rate = done / ((now - started) * 1e-9);
      err.println(String.format(Locale.ROOT, "%,d%s rows, %,.0f rows/s", done, goal, rate));
    }
  }
}
