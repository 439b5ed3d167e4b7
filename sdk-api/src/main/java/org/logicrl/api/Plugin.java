package org.logicrl.api;

import java.util.List;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;

/**
 * What a jar adds to the SDK: tasks, reward rules, algorithms and backends, each as a {@link
 * Factory}.
 *
 * <p>This is the only {@link java.util.ServiceLoader} service of the SDK. A plugin jar names its
 * implementation in {@code META-INF/services/org.logicrl.api.Plugin}; the catalog instantiates it
 * once per run, on the main thread, and asks for its factories.
 *
 * <pre>{@code
 * public final class SudokuPlugin implements Plugin {
 *   @Override
 *   public List<Factory<?, Task>> tasks() {
 *     return List.of(
 *         new Factory<>("sudoku", "4x4 sudoku grids", SudokuSettings.class, SudokuTask::new));
 *   }
 * }
 * }</pre>
 *
 * <p>An implementor
 *
 * <ol>
 *   <li>must have a public constructor without arguments that does no work;
 *   <li>must return the same factories at each call;
 *   <li>must not use names that another plugin of the run uses: duplicates are refused;
 *   <li>should offer few factories with telling names rather than one with a mode switch.
 * </ol>
 */
public interface Plugin {

  /** Sources of problems, for {@code task.name}. */
  default List<Factory<?, Task>> tasks() {
    return List.of();
  }

  /** Rules that score completions, for {@code reward.name}. */
  default List<Factory<?, RewardRule>> rewards() {
    return List.of();
  }

  /** Policy-gradient algorithms, for {@code algorithm.name}. */
  default List<Factory<?, Algorithm>> algorithms() {
    return List.of();
  }

  /**
   * Engines that generate, learn and score, for {@code rollout.backend}, {@code learner.backend}
   * and {@code reference.backend}, where {@code learner} means the one that learns.
   */
  default List<Factory<?, Backend>> backends() {
    return List.of();
  }
}
