package org.logicrl.core.evaluate;

/**
 * How much of what a model solves it loses when the problems are changed a little, after Xie et
 * al., "On Memorization of Large Language Models in Logical Reasoning" (arXiv 2410.23123, section
 * 2.1). Greedy completions count, and only problems of which there is a changed one.
 *
 * @param perturbation the change
 * @param difficulty the label of the problems; {@link #ALL} over all of them
 * @param problems how many
 * @param accuracy share of solved problems: Acc
 * @param perturbedAccuracy share of solved changed problems
 * @param consistencyRatio share of the solved problems whose changed one is solved, too: CR; 0
 *     where none is solved
 * @param liMem the memorisation score, {@code Acc * (1 - CR)}: the share of problems that are
 *     solved and whose changed one is not; 0 where none is solved
 */
public record Memorisation(
    String perturbation,
    String difficulty,
    int problems,
    double accuracy,
    double perturbedAccuracy,
    double consistencyRatio,
    double liMem) {

  /** The label over all problems. */
  public static final String ALL = "all";

  /** Counts pairs of a problem and its changed one. */
  static final class Counter {
    private int problems;
    private int solved;
    private int changedSolved;
    private int bothSolved;

    /** Adds a pair. */
    void add(boolean problemSolved, boolean changedProblemSolved) {
      problems++;
      solved += problemSolved ? 1 : 0;
      changedSolved += changedProblemSolved ? 1 : 0;
      bothSolved += problemSolved && changedProblemSolved ? 1 : 0;
    }

    Memorisation result(String perturbation, String difficulty) {
      return new Memorisation(
          perturbation,
          difficulty,
          problems,
          share(solved, problems),
          share(changedSolved, problems),
          share(bothSolved, solved),
          share(solved - bothSolved, problems));
    }

    private static double share(int part, int whole) {
      return whole == 0 ? 0 : (double) part / whole;
    }
  }
}
