package org.logicrl.rewards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/**
 * The weighted sum of other rules' totals.
 *
 * <p>Its components are those of the rules as they are, before weighting, so that curves of runs
 * with different weights compare; each is named {@code rule/component}, or as the rule where it is
 * the rule's only one by the same name. The verdict is that of the first rule that judges the
 * answer; where none does, the task's on the last answer between tags.
 */
final class Weighted implements RewardRule {

  private final List<Term> terms;

  Weighted(WeightedSettings settings) {
    this.terms =
        settings.rules().stream()
            .map(
                entry ->
                    new Term(entry.rule().label(), entry.weight(), make(entry.rule(), settings)))
            .toList();
  }

  private static RewardRule make(WeightedSettings.RuleName rule, WeightedSettings settings) {
    return switch (rule) {
      case LOGIC_RL -> new LogicRl(settings.logicRl());
      case LOGIC_RL_STRICT -> new LogicRlStrict(settings.logicRlStrict());
      case KK_EVAL -> new KkEval();
      case CORRECT_ANSWER -> new CorrectAnswer(settings.correctAnswer());
      case FORMAT -> new FormatRule(settings.format());
      case LENGTH_PENALTY -> new LengthPenalty(settings.lengthPenalty());
      case LANGUAGE_MIXING -> new LanguageMixing(settings.languageMixing());
      case REPETITION -> new Repetition(settings.repetition());
      case THINKING_WORDS -> new ThinkingWords(settings.thinkingWords());
    };
  }

  @Override
  public Reward score(Problem problem, Completion completion, Verifier verifier) {
    double total = 0;
    Map<String, Double> components = new LinkedHashMap<>();
    @Nullable Verdict verdict = null;
    for (Term term : terms) {
      if (term.rule() instanceof StyleRule style) {
        double value = style.measure(completion);
        total += term.weight() * value;
        components.put(term.name(), value);
      } else {
        Reward reward = term.rule().score(problem, completion, verifier);
        total += term.weight() * reward.total();
        reward.components().forEach((name, value) -> components.put(term.prefixed(name), value));
        verdict = verdict == null ? reward.verdict() : verdict;
      }
    }
    return new Reward(
        total,
        components,
        verdict == null ? AnswerText.judgeLastTagged(problem, completion, verifier) : verdict);
  }

  private record Term(String name, double weight, RewardRule rule) {
    String prefixed(String component) {
      return component.equals(name) ? name : name + "/" + component;
    }
  }
}
