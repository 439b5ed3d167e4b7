package org.logicrl.tasks.knightsandknaves;

import java.util.List;

/**
 * A hash of a puzzle's logic: the number of people and their statements, and nothing of its words.
 *
 * <p>It is the same in every run, whatever the seed.
 */
final class Fingerprint {

  private Fingerprint() {}

  /** The hash of a puzzle. */
  static long of(List<Statement> statements) {
    long hash = mix(0, statements.size());
    for (int i = 0; i < statements.size(); i++) {
      hash = statements.get(i).fingerprint(hash);
    }
    return hash;
  }

  /** Takes one more number into a hash: one round of the finaliser of SplitMix64. */
  static long mix(long hash, long number) {
    long z = (hash ^ number) + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
