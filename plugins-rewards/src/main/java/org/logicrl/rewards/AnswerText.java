package org.logicrl.rewards;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/** The answer in an assistant's text, and the task's verdict on it. */
final class AnswerText {

  private AnswerText() {}

  /**
   * The text of the last {@code <answer>…</answer>}, white space at its ends removed: the last of
   * the matches, found from left to right, of the published expression {@code
   * <answer>(.*?)</answer>}. Null when there is none.
   */
  static @Nullable String lastTagged(String text) {
    String last = null;
    int open = text.indexOf(Tags.ANSWER);
    while (open >= 0) {
      int start = open + Tags.ANSWER.length();
      int close = text.indexOf(Tags.ANSWER_END, start);
      if (close < 0) {
        break;
      }
      last = text.substring(start, close);
      open = text.indexOf(Tags.ANSWER, close + Tags.ANSWER_END.length());
    }
    return last == null ? null : PythonText.strip(last);
  }

  /** The task's verdict on an answer; an empty one is unparseable without asking. */
  static Verdict judge(Problem problem, String answer, Verifier verifier) {
    return answer.isEmpty()
        ? Verdict.unparseable("the answer is empty")
        : verifier.verify(problem, answer);
  }

  /** The task's verdict on the last answer between tags, whatever else the completion says. */
  static Verdict judgeLastTagged(Problem problem, Completion completion, Verifier verifier) {
    String answer = lastTagged(completion.assistantText());
    return answer == null
        ? Verdict.unparseable("there is no " + Tags.ANSWER + "…" + Tags.ANSWER_END)
        : judge(problem, answer, verifier);
  }
}
