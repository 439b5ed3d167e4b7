package org.logicrl.rewards;

import java.util.List;
import org.logicrl.api.Factory;
import org.logicrl.api.Plugin;
import org.logicrl.api.reward.RewardRule;

/** Offers the reward rules of this package. */
public final class RewardsPlugin implements Plugin {

  @Override
  public List<Factory<?, RewardRule>> rewards() {
    return List.of(
        new Factory<>(
            "logic-rl",
            "the published Logic-RL rule: format +1/-1, answer +2/-1.5/-2",
            LogicRlSettings.class,
            (settings, context) -> new LogicRl(settings)),
        new Factory<>(
            "logic-rl-strict",
            "logic-rl with its known holes closed, each by a check of its own",
            LogicRlStrictSettings.class,
            (settings, context) -> new LogicRlStrict(settings)),
        new Factory<>(
            "kk-eval",
            "the published Knights and Knaves evaluation scorer: 1 when all people are right",
            KkEvalSettings.class,
            (settings, context) -> new KkEval()),
        new Factory<>(
            "correct-answer",
            "1 for a right answer, 0 for any other",
            CorrectAnswerSettings.class,
            (settings, context) -> new CorrectAnswer(settings)),
        new Factory<>(
            "format",
            "1 for the four tags once each and in order, -1 otherwise",
            FormatSettings.class,
            (settings, context) -> new FormatRule(settings)),
        new Factory<>(
            "length-penalty",
            "DAPO's soft penalty for overlong responses, 0 down to -1",
            LengthPenaltySettings.class,
            (settings, context) -> new LengthPenalty(settings)),
        new Factory<>(
            "language-mixing",
            "minus the share of words in a foreign script",
            LanguageMixingSettings.class,
            (settings, context) -> new LanguageMixing(settings)),
        new Factory<>(
            "repetition",
            "minus the share of repeated word n-grams",
            RepetitionSettings.class,
            (settings, context) -> new Repetition(settings)),
        new Factory<>(
            "thinking-words",
            "a bonus for words of reflection in the thought, 0 up to 1",
            ThinkingWordsSettings.class,
            (settings, context) -> new ThinkingWords(settings)),
        new Factory<>(
            "weighted",
            "a weighted sum of the other rules",
            WeightedSettings.class,
            (settings, context) -> new Weighted(settings)));
  }
}
