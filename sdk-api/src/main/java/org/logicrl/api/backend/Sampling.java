package org.logicrl.api.backend;

import java.util.List;

/**
 * How tokens are drawn. Top-k, top-p and min-p are applied in this order, each to what the one
 * before has left.
 *
 * @param temperature divides the logits; 0 means greedy
 * @param topK draw only from the k most likely tokens; 0 means all
 * @param topP draw only from the most likely tokens that together reach this probability; 1 means
 *     all
 * @param minP draw only from tokens that are at least this share as likely as the most likely one;
 *     0 means all
 * @param maxTokens the most response tokens, the stop token included
 * @param stopTokens tokens that end a response; the stop token is part of it
 * @param stopStrings texts that end a response; they are part of it, and of its text
 */
public record Sampling(
    double temperature,
    int topK,
    double topP,
    double minP,
    int maxTokens,
    List<Integer> stopTokens,
    List<String> stopStrings) {

  /** Checks the ranges. */
  public Sampling {
    stopTokens = List.copyOf(stopTokens);
    stopStrings = List.copyOf(stopStrings);
    if (!(temperature >= 0) || topK < 0 || !(topP > 0 && topP <= 1) || maxTokens < 1) {
      throw new IllegalArgumentException(
          "temperature and topK must be at least 0, topP in (0, 1], maxTokens at least 1: "
              + "temperature %s, topK %d, topP %s, maxTokens %d"
                  .formatted(temperature, topK, topP, maxTokens));
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw new IllegalArgumentException("minP must be in [0, 1], but is " + minP);
    }
    if (stopStrings.contains("")) {
      throw new IllegalArgumentException("a stop string must not be empty: leave it out");
    }
  }

  /** Without min-p and stop strings. */
  public Sampling(
      double temperature, int topK, double topP, int maxTokens, List<Integer> stopTokens) {
    this(temperature, topK, topP, 0, maxTokens, stopTokens, List.of());
  }

  /** Whether the most likely token is always taken. */
  public boolean greedy() {
    return temperature == 0;
  }

  /** Whether tokens are drawn from a part of the distribution only. */
  public boolean truncated() {
    return !greedy() && (topK > 0 || topP < 1 || minP > 0);
  }
}
