package org.logicrl.rewards;

import java.util.LinkedHashMap;
import java.util.Map;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/**
 * The reward rule of Logic-RL (Xie et al., "Logic-RL: Unleashing LLM Reasoning with Rule-Based
 * Reinforcement Learning", arXiv 2502.14768), as its published code computes it.
 *
 * <p>The rule reads the <em>assistant part</em> of prompt and response together: all after the
 * first {@code Assistant:}, else all after the first {@code <|im_start|>assistant}. There the tags
 * {@code <think>}, {@code </think>}, {@code <answer>}, {@code </answer>} must occur exactly once
 * each, in this order; nothing else is asked of the format. The answer is what stands between the
 * answer tags; the task judges it. The total is the sum of two components:
 *
 * <table>
 *   <caption>Published scores</caption>
 *   <tr><th>verdict</th><th>{@code format}</th><th>{@code answer}</th><th>total</th></tr>
 *   <tr><td>correct</td><td>1</td><td>2</td><td>3</td></tr>
 *   <tr><td>wrong</td><td>1</td><td>-1.5</td><td>-0.5</td></tr>
 *   <tr><td>unparseable</td><td>1</td><td>-2</td><td>-1</td></tr>
 *   <tr><td>format-error</td><td>-1</td><td>-2</td><td>-3</td></tr>
 * </table>
 *
 * <p>One thing is ours: where neither header occurs anywhere, the published function finds no
 * answer at all; this rule then takes the response, with its prefix, as the assistant part, so that
 * bare prompts can be used. {@link LogicRlSettings#barePrompts} turns that off.
 *
 * <p>What the rule lets pass (an empty thought, text around the tags, a header in the response that
 * discards all before it, ...) it lets pass on purpose: it is for comparison with published
 * results. {@link LogicRlStrict} closes these holes.
 */
final class LogicRl implements RewardRule {

  private final Scores scores;
  private final boolean barePrompts;

  LogicRl(LogicRlSettings settings) {
    this.scores = settings.scores();
    this.barePrompts = settings.barePrompts();
  }

  @Override
  public Reward score(Problem problem, Completion completion, Verifier verifier) {
    String wholeText = AssistantPart.wholeText(completion);
    boolean readable = barePrompts || AssistantPart.hasHeader(wholeText);
    Tags tags = Tags.of(readable ? AssistantPart.published(completion) : wholeText);
    if (!tags.inOrder()) {
      return reward(scores, Verdict.formatError(tags.fault()));
    }
    return reward(
        scores,
        readable
            ? judge(tags, problem, verifier)
            : Verdict.unparseable("the text has no assistant header"));
  }

  /** The verdict on the answer between tags that are in order. */
  static Verdict judge(Tags tags, Problem problem, Verifier verifier) {
    return AnswerText.judge(problem, PythonText.strip(tags.answerText()), verifier);
  }

  /** The reward on the scale for a verdict on the whole completion. */
  static Reward reward(Scores scores, Verdict verdict) {
    boolean inFormat =
        switch (verdict.outcome()) {
          case CORRECT, WRONG, UNPARSEABLE, ERROR -> true;
          case FORMAT_ERROR -> false;
        };
    double format = inFormat ? scores.format() : scores.formatError();
    double answer = scores.ofAnswer(verdict.outcome());
    Map<String, Double> components = new LinkedHashMap<>();
    components.put("format", format);
    components.put("answer", answer);
    return new Reward(format + answer, components, verdict);
  }
}
