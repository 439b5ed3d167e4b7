package org.logicrl.tasks.knightsandknaves;

/**
 * NumPy's way from a seed to the state of a generator.
 *
 * <p>The seed's 32-bit words are hashed into a pool of four words, each word of the pool is mixed
 * with every other, and the state is hashed out of the pool again. The method is O'Neill's {@code
 * seed_seq_fe}.
 */
final class SeedSequence {

  private static final int POOL = 4;
  private static final int SHIFT = 16;

  private final int[] pool = new int[POOL];

  /**
   * The sequence of a seed.
   *
   * @param seed at least 0
   */
  SeedSequence(long seed) {
    if (seed < 0) {
      throw new IllegalArgumentException("a NumPy seed must be at least 0, but is " + seed);
    }
    int[] entropy = {(int) seed, (int) (seed >>> 32), 0, 0};
    Hash hash = new Hash(0x43b0d7e5, 0x931e8875);
    for (int i = 0; i < POOL; i++) {
      pool[i] = hash.next(entropy[i]);
    }
    for (int source = 0; source < POOL; source++) {
      for (int target = 0; target < POOL; target++) {
        if (source != target) {
          pool[target] = mix(pool[target], hash.next(pool[source]));
        }
      }
    }
  }

  /** The first 64-bit words of the state. */
  long[] state(int words) {
    Hash hash = new Hash(0x8b51f9dd, 0x58f38ded);
    long[] state = new long[words];
    for (int i = 0; i < words; i++) {
      long low = Integer.toUnsignedLong(hash.next(pool[2 * i % POOL]));
      long high = Integer.toUnsignedLong(hash.next(pool[(2 * i + 1) % POOL]));
      state[i] = high << 32 | low;
    }
    return state;
  }

  private static int mix(int x, int y) {
    int mixed = 0xca01f9dd * x - 0x4973f715 * y;
    return mixed ^ mixed >>> SHIFT;
  }

  /** A hash whose constant changes with every word. */
  private static final class Hash {
    private final int multiplier;
    private int constant;

    Hash(int constant, int multiplier) {
      this.constant = constant;
      this.multiplier = multiplier;
    }

    int next(int word) {
      int value = word ^ constant;
      constant *= multiplier;
      value *= constant;
      return value ^ value >>> SHIFT;
    }
  }
}
