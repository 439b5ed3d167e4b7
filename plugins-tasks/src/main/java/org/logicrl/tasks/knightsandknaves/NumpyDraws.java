package org.logicrl.tasks.knightsandknaves;

/**
 * The random choices of NumPy's {@code default_rng(seed)}, number by number: the published puzzles
 * were drawn with it.
 *
 * <p>The generator is PCG64, XSL-RR variant (O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation", HMC-CS-2014-0905): a linear
 * congruential generator with 128 bits of state, seeded through {@link SeedSequence}. Choices below
 * a bound take 32 bits and Lemire's method; a 64-bit number serves two of them, its low half first.
 */
final class NumpyDraws implements Draws {

  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
  private static final long MASK_32 = 0xFFFFFFFFL;

  private final long incrementHigh;
  private final long incrementLow;
  private long stateHigh;
  private long stateLow;
  private boolean halfLeft;
  private long half;

  /**
   * The choices for a seed.
   *
   * @param seed at least 0
   */
  NumpyDraws(long seed) {
    long[] words = new SeedSequence(seed).state(4);
    incrementHigh = words[2] << 1 | words[3] >>> 63;
    incrementLow = words[3] << 1 | 1;
    step();
    add(words[0], words[1]);
    step();
  }

  /** The next 64 random bits. */
  long nextLong() {
    step();
    return Long.rotateRight(stateHigh ^ stateLow, (int) (stateHigh >>> 58));
  }

  @Override
  public int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, but is " + bound);
    }
    if (bound == 1) {
      return 0; // NumPy takes nothing from the stream here
    }
    // Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019.
    long product = next32() * bound;
    if ((product & MASK_32) < bound) {
      long threshold = (0x1_0000_0000L - bound) % bound;
      while ((product & MASK_32) < threshold) {
        product = next32() * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** NumPy shuffles with another method than it chooses with: rejection under a bit mask. */
  @Override
  public void shuffle(int[] numbers) {
    for (int i = numbers.length - 1; i > 0; i--) {
      long mask = 2L * Integer.highestOneBit(i) - 1;
      long j;
      do {
        j = next32() & mask;
      } while (j > i);
      Draws.swap(numbers, i, (int) j);
    }
  }

  private long next32() {
    if (halfLeft) {
      halfLeft = false;
      return half;
    }
    long both = nextLong();
    half = both >>> 32;
    halfLeft = true;
    return both & MASK_32;
  }

  private void step() {
    long high =
        unsignedMultiplyHigh(stateLow, MULTIPLIER_LOW)
            + stateHigh * MULTIPLIER_LOW
            + stateLow * MULTIPLIER_HIGH;
    stateLow *= MULTIPLIER_LOW;
    stateHigh = high;
    add(incrementHigh, incrementLow);
  }

  private void add(long high, long low) {
    stateLow += low;
    stateHigh += high + (Long.compareUnsigned(stateLow, low) < 0 ? 1 : 0);
  }

  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }
}
