package org.logicrl.core.rollout;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.api.RandomStream;
import org.logicrl.api.UnusableSettingsException;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;

/**
 * The order in which training takes a set's problems: an endless sequence, position by position,
 * that is a new permutation of the set in each epoch. Ordered sets are taken as they are.
 *
 * <p>The permutation is a Feistel network over the indices (Luby and Rackoff, 1988), walked until
 * it falls into the set. So nothing is kept: a position alone says which problem it is, and a
 * resumed run needs to know its step only.
 */
public final class ProblemOrder {

  private static final int ROUNDS = 4;

  private final ProblemSet problems;
  private final long seed;

  /** An order of a set that holds at least one problem. */
  public ProblemOrder(ProblemSet problems, long seed) {
    if (problems.size() < 1) {
      throw new UnusableSettingsException("the task has no problems to train on");
    }
    this.problems = problems;
    this.seed = seed;
  }

  /** The problems of a step that takes the same number of problems as all others. */
  public List<Problem> take(long step, int count) {
    List<Problem> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(at(step * count + i));
    }
    return taken;
  }

  /** The problem at a position of the sequence. */
  Problem at(long position) {
    long size = problems.size();
    long key = RandomStream.key(seed, "problem-order", position / size);
    long index = problems.ordered() ? position % size : permute(position % size, size, key);
    // An index without a problem gives its turn to the next one.
    for (long tried = 0; tried < size; tried++) {
      if (problems.has(index)) {
        return problems.get(index);
      }
      index = (index + 1) % size;
    }
    throw new UnusableSettingsException(
        "the task has no problems to train on: none of its %d indices holds one".formatted(size));
  }

  private static long permute(long index, long size, long key) {
    int halfBits = (Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1)) + 1) / 2;
    long mask = (1L << halfBits) - 1;
    long value = index;
    do {
      long left = value >>> halfBits;
      long right = value & mask;
      for (int round = 0; round < ROUNDS; round++) {
        long mixed = left ^ (RandomStream.key(key, "round", round, right) & mask);
        left = right;
        right = mixed;
      }
      value = left << halfBits | right;
    } while (Long.compareUnsigned(value, size) >= 0);
    return value;
  }
}
