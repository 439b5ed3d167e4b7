package org.logicrl.rewards;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/**
 * The Logic-RL rule with its known holes closed: the scale of {@link LogicRl}, where each of {@link
 * StrictChecks} that is violated counts as a format error, and the verdict's reason names it.
 *
 * <p>The paper says that a thought "must include genuine reasoning", and names the ways in which
 * models cheated (arXiv 2502.14768); the published code leaves several open. Besides the checks,
 * which can be turned off one by one, this rule differs in where it begins to read: at the
 * response, which no header in it, and no puzzle that mentions {@code Assistant:}, can move.
 *
 * <p>No program can tell reasoning from its imitation. These checks refuse what is certainly none;
 * whoever rewards a model for what they let pass should read its rollouts.
 */
final class LogicRlStrict implements RewardRule {

  private final LogicRlStrictSettings settings;
  private final StrictChecks checks;

  LogicRlStrict(LogicRlStrictSettings settings) {
    this.settings = settings;
    this.checks = new StrictChecks(settings);
  }

  @Override
  public Reward score(Problem problem, Completion completion, Verifier verifier) {
    Tags tags = Tags.of(AssistantPart.ofResponse(completion));
    List<String> violations = new ArrayList<>();
    if (settings.roleHeaders().enabled()) {
      add(violations, checks.roleHeaders(completion.response()));
    }
    if (tags.inOrder()) {
      addViolations(violations, tags, problem, completion);
    } else {
      violations.add(tags.fault());
    }
    return LogicRl.reward(
        settings.scores(),
        violations.isEmpty()
            ? LogicRl.judge(tags, problem, verifier)
            : Verdict.formatError(String.join("; ", violations)));
  }

  private void addViolations(
      List<String> violations, Tags tags, Problem problem, Completion completion) {
    List<String> thought = Words.of(tags.thought());
    if (settings.textOutsideTags().enabled()) {
      add(violations, checks.textOutsideTags(tags));
    }
    if (settings.emptyThought().enabled()) {
      add(violations, checks.emptyThought(thought));
    }
    if (settings.placeholderThought().enabled()) {
      add(violations, checks.placeholderThought(thought));
    }
    if (settings.copiedThought().enabled()) {
      add(violations, checks.copiedThought(thought, tags, problem, completion));
    }
    if (settings.reasoningInAnswer().enabled()) {
      add(violations, checks.reasoningInAnswer(Words.of(tags.answerText()), problem));
    }
  }

  private static void add(List<String> violations, @Nullable String violation) {
    if (violation != null) {
      violations.add(violation);
    }
  }
}
