package org.logicrl.backends.onnxruntime;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Shares work on memory out among the processors. */
final class Shares {

  /** Some for each thread, since not all are equally quick. */
  private static final int PER_THREAD = 4;

  /** Sharing out less than this takes longer than it saves. */
  private static final long LEAST_VALUES = 1 << 17;

  private Shares() {}

  /** Work on the pieces from one on, of those before an end. */
  interface Work {
    void run(int from, int end);
  }

  /**
   * Does work on so many pieces, no two of which write to the same memory. Returns when all is
   * done.
   *
   * @param values those of all pieces together
   */
  static void run(int pieces, long values, Work work) {
    long most = PER_THREAD * (ForkJoinPool.getCommonPoolParallelism() + 1L);
    int shares = (int) Math.min(pieces, Math.min(most, values / LEAST_VALUES));
    if (shares <= 1) {
      work.run(0, pieces);
      return;
    }
    IntStream.range(0, shares)
        .parallel()
        .forEach(share -> work.run(begin(pieces, share, shares), begin(pieces, share + 1, shares)));
  }

  private static int begin(int pieces, int share, int shares) {
    return (int) ((long) pieces * share / shares);
  }
}
