package org.logicrl.api.task;

import java.util.LinkedHashMap;
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
 *   <li>should spend time linear in the length of the answer.
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
   * {@link #prompt} and is the target of supervised fine-tuning. Empty when the task cannot solve
   * its problems.
   */
  default Optional<String> workedSolution(Problem problem) {
    return Optional.empty();
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
