package org.logicrl.cli;

import java.util.List;
import java.util.Map;
import org.logicrl.core.evaluate.Evaluation;
import org.logicrl.core.evaluate.Evaluation.Labelled;
import org.logicrl.core.evaluate.Evaluation.SplitResult;
import org.logicrl.core.evaluate.Figures;

/** Evaluations to print. */
final class Evaluations {

  private Evaluations() {}

  static Evaluation after(long steps, SplitResult... splits) {
    return new Evaluation(steps, List.of(splits));
  }

  static SplitResult split(String name, Figures all, Labelled... byDifficulty) {
    return new SplitResult(name, all, List.of(byDifficulty), List.of());
  }

  static Labelled labelled(String difficulty, Figures figures) {
    return new Labelled(difficulty, figures);
  }

  static Figures figures(int problems, double accuracy, double greedy, double tokens) {
    Map<String, Double> passAt = Map.of("4", 0.875);
    return new Figures(problems, 4, accuracy, 0.015, greedy, passAt, -1.25, tokens, 0.02, Map.of());
  }
}
