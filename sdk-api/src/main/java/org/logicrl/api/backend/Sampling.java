package org.logicrl.api.backend;

import java.util.List;

/**
 * How tokens are drawn.
 *
 * @param temperature divides the logits; 0 means greedy
 * @param topK draw only from the k most likely tokens; 0 means all
 * @param topP draw only from the most likely tokens that together reach this probability; 1 means
 *     all
 * @param maxTokens the most response tokens, the stop token included
 * @param stopTokens tokens that end a response; the stop token is part of it
 */
public record Sampling(
    double temperature, int topK, double topP, int maxTokens, List<Integer> stopTokens) {

  /** Checks the ranges. */
  public Sampling {
    stopTokens = List.copyOf(stopTokens);
    if (!(temperature >= 0) || topK < 0 || !(topP > 0 && topP <= 1) || maxTokens < 1) {
      throw new IllegalArgumentException(
          "temperature and topK must be at least 0, topP in (0, 1], maxTokens at least 1: "
              + "temperature %s, topK %d, topP %s, maxTokens %d"
                  .formatted(temperature, topK, topP, maxTokens));
    }
  }

  /** Whether the most likely token is always taken. */
  public boolean greedy() {
    return temperature == 0;
  }
}
