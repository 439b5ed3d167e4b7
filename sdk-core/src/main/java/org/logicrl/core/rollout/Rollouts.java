package org.logicrl.core.rollout;

import java.util.List;
import org.logicrl.api.backend.Generation;
import org.logicrl.api.backend.Sequences;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.task.Problem;

/**
 * Completions of some problems. Completion j of problem i is row {@code i * completions + j}.
 *
 * @param problems the problems, each once
 * @param completions completions of each
 * @param sequences prompt and response tokens, exactly as they were generated
 * @param generation the responses with the sampler's log-probabilities
 * @param texts the responses as text
 */
public record Rollouts(
    List<Problem> problems,
    int completions,
    Sequences sequences,
    Generation generation,
    List<Completion> texts) {

  /** The number of completions of all problems. */
  public int count() {
    return texts.size();
  }

  /** The problem that a row answers. */
  public Problem problem(int row) {
    return problems.get(row / completions);
  }
}
