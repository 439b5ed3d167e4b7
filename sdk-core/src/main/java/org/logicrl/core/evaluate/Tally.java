package org.logicrl.core.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.api.task.Outcome;

/** Counts what the completions of problems were worth. */
final class Tally {

  private final int samples;
  private final List<Integer> correct = new ArrayList<>();
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int greedyCorrect;
  private double reward;
  private long tokens;
  private int truncated;

  Tally(int samples) {
    this.samples = samples;
  }

  /** Begins a problem, with the outcome of its greedy completion. */
  void problem(Outcome greedy) {
    correct.add(0);
    if (greedy == Outcome.CORRECT) {
      greedyCorrect++;
    }
  }

  /** Adds a sampled completion of the problem begun last. */
  void sample(Outcome outcome, double total, int length, boolean cut) {
    outcomes.merge(outcome, 1, Integer::sum);
    reward += total;
    tokens += length;
    truncated += cut ? 1 : 0;
    if (outcome == Outcome.CORRECT) {
      correct.set(correct.size() - 1, correct.get(correct.size() - 1) + 1);
    }
  }

  Figures figures() {
    int problems = correct.size();
    double completions = (double) problems * samples;
    double accuracy = correct.stream().mapToInt(Integer::intValue).sum() / completions;
    Map<String, Double> shares = new LinkedHashMap<>();
    outcomes.forEach((outcome, count) -> shares.put(outcome.label(), count / completions));
    Map<String, Double> passAt = new LinkedHashMap<>();
    for (int k = 1; k < samples; k *= 2) {
      passAt.put(Integer.toString(k), passAt(k));
    }
    passAt.put(Integer.toString(samples), passAt(samples));
    return new Figures(
        problems,
        samples,
        accuracy,
        standardError(accuracy),
        (double) greedyCorrect / problems,
        Collections.unmodifiableMap(passAt),
        reward / completions,
        tokens / completions,
        truncated / completions,
        Collections.unmodifiableMap(shares));
  }

  private double standardError(double mean) {
    int problems = correct.size();
    if (problems < 2) {
      return 0;
    }
    double squares = 0;
    for (int right : correct) {
      double difference = (double) right / samples - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / (problems - 1) / problems);
  }

  private double passAt(int k) {
    double sum = 0;
    for (int right : correct) {
      // C(n - c, k) / C(n, k) as a product, which stays in range for any n.
      double allWrong = 1;
      for (int i = 0; i < k; i++) {
        allWrong *= Math.max(0, (double) (samples - right - i) / (samples - i));
      }
      sum += 1 - allWrong;
    }
    return sum / correct.size();
  }
}
