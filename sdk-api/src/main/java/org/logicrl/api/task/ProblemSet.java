package org.logicrl.api.task;

import java.util.function.LongFunction;

/**
 * Problems addressed by index, so that a run's position in its data is one number and every problem
 * can be made again.
 *
 * <p>A set may be as large as {@link Long#MAX_VALUE}: it makes problems on demand and keeps none.
 */
public interface ProblemSet {

  /** A set without problems. */
  ProblemSet EMPTY =
      of(
          0,
          index -> {
            throw new IndexOutOfBoundsException(
                "the set is empty, but problem " + index + " was asked");
          });

  /** A set of the given size that makes each problem with a function. */
  static ProblemSet of(long size, LongFunction<Problem> problem) {
    return new ProblemSet() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public Problem get(long index) {
        return problem.apply(index);
      }
    };
  }

  /** The number of indices. */
  long size();

  /**
   * The problem at an index.
   *
   * @param index 0 .. {@link #size()} - 1
   * @throws IndexOutOfBoundsException when there is no such index
   */
  Problem get(long index);

  /**
   * Whether there is a problem at an index. False where, for example, no perturbation of a puzzle
   * was found: such an index is passed over.
   */
  default boolean has(long index) {
    return index >= 0 && index < size();
  }

  /**
   * Whether the order of indices carries meaning, as in a curriculum: training then takes them in
   * order instead of shuffling them.
   */
  default boolean ordered() {
    return false;
  }
}
