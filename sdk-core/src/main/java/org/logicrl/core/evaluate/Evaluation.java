package org.logicrl.core.evaluate;

import java.util.List;

/**
 * The result of an evaluation.
 *
 * @param step the training steps before it
 * @param splits one entry for each split that was evaluated: held-out problems first, then those
 *     out of distribution
 */
public record Evaluation(long step, List<SplitResult> splits) {

  /** Copies the list. */
  public Evaluation {
    splits = List.copyOf(splits);
  }

  /**
   * The result on a split.
   *
   * @param split its name
   * @param all over all problems
   * @param byDifficulty for each difficulty label, in the order of their first problems
   * @param memorisation for each perturbation that was asked for: for each difficulty label, then
   *     for {@code all}
   */
  public record SplitResult(
      String split, Figures all, List<Labelled> byDifficulty, List<Memorisation> memorisation) {

    /** Copies the lists. */
    public SplitResult {
      byDifficulty = List.copyOf(byDifficulty);
      memorisation = List.copyOf(memorisation);
    }
  }

  /** Figures under a difficulty label. */
  public record Labelled(String difficulty, Figures figures) {}
}
