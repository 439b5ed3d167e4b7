package org.logicrl.api.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A family of problems with answers that a program can check.
 *
 * <p>The loops ask {@link #problems} once per split, then for each step {@link ProblemSet#get},
 * {@link #prompt} and, through the reward rule, {@link #verify}. Calls may come from several
 * threads at once.
 *
 * <p>An implementor
 *
 * <ol>
 *   <li>must make the same problem for the same settings, seed, split and index, in any order of
 *       calls;
 *   <li>must keep the splits disjoint: no problem of {@link Split#TRAIN} may occur in another
 *       split;
 *   <li>must verify from {@link Problem#reference()} alone, so that rows of a file can be scored
 *       too;
 *   <li>must never throw on a model's output: what cannot be read is {@link Outcome#UNPARSEABLE};
 *   <li>should spend time linear in the length of the answer;
 *   <li>should make every problem that it {@linkplain #perturbed changes} at the index of the
 *       original, with the reference of the changed one.
 * </ol>
 */
public interface Task {

  /** The problems of a split; empty when the task has none there. */
  ProblemSet problems(Split split);

  /** What the model is shown for a problem. */
  Prompt prompt(Problem problem);

  /**
   * Checks an answer that a reward rule has taken out of a completion.
   *
   * @param answer the text of the answer, without tags
   */
  Verdict verify(Problem problem, String answer);

  /**
   * A response that solves the problem step by step, as a model should write it: it continues
   * {@link #prompt}. Supervised fine-tuning learns it, unless it is told to learn what the model
   * itself gets right. Empty when the task cannot solve its problems.
   */
  default Optional<String> workedSolution(Problem problem) {
    return Optional.empty();
  }

  /**
   * The names of the changes that this task can make to its problems, such as {@code
   * reorder-statement}: whoever has understood a problem solves the changed one too, whoever
   * remembers it does not. Empty when there are none.
   */
  default List<String> perturbations() {
    return List.of();
  }

  /**
   * The problems of a split, each with one change: problem i is the changed problem i of {@link
   * #problems}. An index {@linkplain ProblemSet#has holds no problem} where no change was found.
   *
   * @param perturbation one of {@link #perturbations()}
   * @throws IllegalArgumentException when it is none of them
   */
  default ProblemSet perturbed(Split split, String perturbation) {
    throw new IllegalArgumentException(
        "the task makes no change '%s', only %s".formatted(perturbation, perturbations()));
  }

  /**
   * The problem as a row of a JSONL file, keys in order, values of the JSON types (String, Number,
   * Boolean, List, Map).
   */
  default Map<String, Object> row(Problem problem) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", problem.id());
    row.put("question", problem.question());
    row.put("answer", problem.reference());
    row.put("difficulty", problem.difficulty());
    return row;
  }
}
