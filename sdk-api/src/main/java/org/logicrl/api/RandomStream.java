package org.logicrl.api;

/**
 * A stream of random numbers that depends on nothing but its key.
 *
 * <p>All randomness of a run comes from such streams, keyed by what it is for: (seed, purpose,
 * step, problem, sample). So results do not depend on threads, batch composition or completion
 * order, and a resumed run draws what the uninterrupted one would have drawn.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the value at position i is a
 * bijective mix of {@code key + (i + 1) * 0x9E3779B97F4A7C15}, so any position can be read directly
 * with {@link #uniformAt}. Not for cryptography.
 */
public final class RandomStream {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** A stream at its beginning; make the key with {@link #key}. */
  public RandomStream(long key) {
    this.state = key;
  }

  /**
   * Derives a key from a seed, what the numbers are for, and the coordinates of the draw.
   *
   * @param seed the run's seed
   * @param purpose a constant of the caller, such as {@code "rollout"}: two purposes never share
   *     numbers
   * @param coordinates for example step, problem and sample, in an order the caller keeps
   */
  public static long key(long seed, String purpose, long... coordinates) {
    long key = mix(seed + GAMMA);
    for (int i = 0; i < purpose.length(); i++) {
      key = mix((key ^ purpose.charAt(i)) + GAMMA);
    }
    for (long coordinate : coordinates) {
      key = mix(mix(key + GAMMA) + coordinate * GAMMA + 1);
    }
    return key;
  }

  /**
   * The number in [0, 1) at a position of the stream with this key, as float with 24 random bits.
   */
  public static float uniformAt(long key, long position) {
    return (mix(key + (position + 1) * GAMMA) >>> 40) * 0x1.0p-24f;
  }

  /** The next 64 random bits. */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** A uniform number in 0 .. bound - 1, without bias. */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, but is " + bound);
    }
    // Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019.
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      long threshold = (0x1_0000_0000L - bound) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /** A standard normal number, by the polar method (Marsaglia and Bray, 1964). */
  public double nextGaussian() {
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
