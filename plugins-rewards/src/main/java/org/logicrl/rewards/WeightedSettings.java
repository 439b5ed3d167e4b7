package org.logicrl.rewards;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.logicrl.api.Setting;

/**
 * Settings of {@code weighted}: which rules to add up, and a section for the settings of each.
 *
 * @param rules the rules of the sum, each at most once
 * @param logicRl settings of {@code logic-rl} where it is one of the rules; so for the others
 */
public record WeightedSettings(
    @Setting(help = "the rules to add up, such as {rule: logic-rl, weight: 1}") List<Entry> rules,
    @Setting(help = "settings of logic-rl in the sum") LogicRlSettings logicRl,
    @Setting(help = "settings of logic-rl-strict in the sum") LogicRlStrictSettings logicRlStrict,
    @Setting(help = "settings of correct-answer in the sum") CorrectAnswerSettings correctAnswer,
    @Setting(help = "settings of format in the sum") FormatSettings format,
    @Setting(help = "settings of length-penalty in the sum") LengthPenaltySettings lengthPenalty,
    @Setting(help = "settings of language-mixing in the sum") LanguageMixingSettings languageMixing,
    @Setting(help = "settings of repetition in the sum") RepetitionSettings repetition,
    @Setting(help = "settings of thinking-words in the sum") ThinkingWordsSettings thinkingWords) {

  /** Copies the rules and checks that each is named once. */
  public WeightedSettings {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException(
          "rules must name at least one rule, such as {rule: logic-rl, weight: 1}");
    }
    Set<RuleName> seen = EnumSet.noneOf(RuleName.class);
    for (Entry entry : rules) {
      if (!seen.add(entry.rule())) {
        throw new IllegalArgumentException(
            "rules must name each rule once, but names " + entry.rule().label() + " twice");
      }
    }
  }

  /**
   * One term of the sum.
   *
   * @param rule the rule
   * @param weight the factor of its total; 0 only logs it
   */
  public record Entry(
      @Setting(help = "the rule's name") RuleName rule,
      @Setting(
              help = "factor of the rule's total; 0 only logs it",
              defaultValue = "1",
              min = -Scores.LIMIT,
              max = Scores.LIMIT)
          double weight) {}

  /** The rules that can be added up. */
  public enum RuleName {
    /** {@link LogicRl}. */
    LOGIC_RL,
    /** {@link LogicRlStrict}. */
    LOGIC_RL_STRICT,
    /** {@link KkEval}. */
    KK_EVAL,
    /** {@link CorrectAnswer}. */
    CORRECT_ANSWER,
    /** {@link FormatRule}. */
    FORMAT,
    /** {@link LengthPenalty}. */
    LENGTH_PENALTY,
    /** {@link LanguageMixing}. */
    LANGUAGE_MIXING,
    /** {@link Repetition}. */
    REPETITION,
    /** {@link ThinkingWords}. */
    THINKING_WORDS;

    /** The name in configuration and components: {@code logic-rl}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
