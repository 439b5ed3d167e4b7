package org.logicrl.rewards;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/** Scores the answer alone, whatever the format around it. */
final class CorrectAnswer implements RewardRule {

  private final CorrectAnswerSettings settings;

  CorrectAnswer(CorrectAnswerSettings settings) {
    this.settings = settings;
  }

  @Override
  public Reward score(Problem problem, Completion completion, Verifier verifier) {
    String answer = answer(completion);
    Verdict verdict =
        answer == null
            ? Verdict.unparseable("there is no answer at the place it is looked for")
            : AnswerText.judge(problem, answer, verifier);
    double value =
        switch (verdict.outcome()) {
          case CORRECT -> settings.correct();
          case WRONG -> settings.wrong();
          case UNPARSEABLE, FORMAT_ERROR, ERROR -> settings.unparseable();
        };
    return new Reward(value, Map.of("correct-answer", value), verdict);
  }

  private @Nullable String answer(Completion completion) {
    return switch (settings.answer()) {
      case ANSWER_TAG -> AnswerText.lastTagged(completion.assistantText());
      case AFTER_THOUGHT -> afterThought(completion.assistantText());
      case RESPONSE -> completion.response();
    };
  }

  private static @Nullable String afterThought(String text) {
    int end = text.lastIndexOf(Tags.THINK_END);
    return end < 0 ? null : PythonText.strip(text.substring(end + Tags.THINK_END.length()));
  }
}
