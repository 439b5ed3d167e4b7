package org.logicrl.rewards;

import java.util.List;

/**
 * Fingerprints of the n-grams (runs of n consecutive words) of a text.
 *
 * <p>Each is a 64-bit polynomial hash, rolled over the text in time linear in its length (Karp and
 * Rabin, 1987). Two different n-grams among a million share a fingerprint by chance with a
 * probability of about 3e-8, which no score needs to be safe against.
 */
final class NGrams {

  private static final long BASE = 0x9E3779B97F4A7C15L;

  private NGrams() {}

  /** One fingerprint per n-gram, in order; none when there are fewer than n words. */
  static long[] of(List<String> words, int n) {
    long[] grams = new long[Math.max(0, words.size() - n + 1)];
    long highest = 1;
    for (int i = 1; i < n; i++) {
      highest *= BASE;
    }
    long hash = 0;
    for (int i = 0; i < words.size(); i++) {
      if (i >= n) {
        hash -= highest * fingerprint(words.get(i - n));
      }
      hash = hash * BASE + fingerprint(words.get(i));
      if (i >= n - 1) {
        grams[i - n + 1] = hash;
      }
    }
    return grams;
  }

  /** FNV-1a over the characters, with a final mix (that of SplitMix64). */
  private static long fingerprint(String word) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 31);
  }
}
