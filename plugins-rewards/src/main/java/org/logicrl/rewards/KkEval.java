package org.logicrl.rewards;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/**
 * The scorer of the published Knights and Knaves evaluation of Logic-RL ({@code eval_kk}): 1 for a
 * completion in the right format with everyone's role right, else 0.
 *
 * <p>It is looser than the reward that training uses, so accuracies from the two must not be
 * compared: it reads the response alone and needs no {@code <think>}; of a person it takes the
 * first role that stands anywhere behind the name on the same line; and it does not count roles, so
 * that superfluous people, or several guesses, do no harm. Only a line break inside the phrase it
 * takes worse. It knows this one task: it reads the solution in {@link Problem#reference()} itself
 * and does not ask the verifier.
 */
final class KkEval implements RewardRule {

  @Override
  public Reward score(Problem problem, Completion completion, Verifier verifier) {
    Verdict verdict = judge(problem, completion);
    double value =
        switch (verdict.outcome()) {
          case CORRECT -> 1;
          case WRONG, UNPARSEABLE, FORMAT_ERROR, ERROR -> 0;
        };
    return new Reward(value, Map.of("kk-eval", value), verdict);
  }

  private static Verdict judge(Problem problem, Completion completion) {
    Tags tags = Tags.withoutOpening(completion.response());
    if (!tags.inOrder()) {
      return Verdict.formatError(tags.fault());
    }
    String answer = PythonText.strip(tags.answerText());
    Map<String, String> solution = KnightsAndKnaves.solution(problem.reference());
    if (answer.isEmpty()) {
      return Verdict.unparseable("the answer is empty");
    }
    if (solution.isEmpty()) {
      return Verdict.unparseable("the problem's reference names nobody's role");
    }
    return compare(solution, answer);
  }

  private static Verdict compare(Map<String, String> solution, String answer) {
    @Nullable Verdict verdict = null;
    for (Map.Entry<String, String> person : solution.entrySet()) {
      String role = KnightsAndKnaves.role(answer, person.getKey());
      if (role == null) {
        return Verdict.unparseable("no role stands behind " + person.getKey());
      }
      if (verdict == null && !role.equals(person.getValue())) {
        verdict = Verdict.wrong(person.getKey() + " should be a " + person.getValue());
      }
    }
    return verdict == null ? Verdict.correct() : verdict;
  }
}
