package org.logicrl.core.evaluate;

import java.util.Map;

/**
 * Figures over some problems.
 *
 * @param problems how many
 * @param samples completions of each at the temperature
 * @param accuracy share of right completions at the temperature: the mean over problems and samples
 * @param standardError of {@code accuracy}, over problems
 * @param greedyAccuracy share of right greedy completions
 * @param passAt share of problems that at least one of k completions solves, by k (the powers of
 *     two below {@code samples}, and {@code samples}), without bias: 1 - C(n - c, k) / C(n, k) for
 *     c right ones of n (Chen et al., arXiv 2107.03374)
 * @param meanReward mean total of the reward rule at the temperature
 * @param meanTokens mean number of tokens of a completion at the temperature
 * @param truncated share of completions at the temperature that reached the longest length
 * @param outcomes share of completions at the temperature, by outcome
 */
public record Figures(
    int problems,
    int samples,
    double accuracy,
    double standardError,
    double greedyAccuracy,
    Map<String, Double> passAt,
    double meanReward,
    double meanTokens,
    double truncated,
    Map<String, Double> outcomes) {

  /** The share of problems that at least one of all completions solves. */
  public double passAtAll() {
    return passAt.getOrDefault(Integer.toString(samples), Double.NaN);
  }
}
