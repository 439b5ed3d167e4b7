package org.logicrl.api.reward;

import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/** The task's check of an answer, as a reward rule sees it. */
@FunctionalInterface
public interface Verifier {

  /** Checks the text of an answer; see {@link org.logicrl.api.task.Task#verify}. */
  Verdict verify(Problem problem, String answer);
}
