package org.logicrl.rewards;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.rewards.WeightedSettings.Entry;
import org.logicrl.rewards.WeightedSettings.RuleName;
import org.logicrl.testkit.RewardRuleContract;

/** Holds every rule to the contract of reward rules. */
final class ContractTest {

  @Nested
  final class OfLogicRl extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new LogicRl(Defaults.of(LogicRlSettings.class));
    }
  }

  @Nested
  final class OfLogicRlStrict extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new LogicRlStrict(Defaults.of(LogicRlStrictSettings.class));
    }
  }

  @Nested
  final class OfKkEval extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new KkEval();
    }
  }

  @Nested
  final class OfCorrectAnswer extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new CorrectAnswer(Defaults.of(CorrectAnswerSettings.class));
    }
  }

  @Nested
  final class OfFormat extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new FormatRule(Defaults.of(FormatSettings.class));
    }
  }

  @Nested
  final class OfLengthPenalty extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new LengthPenalty(Defaults.of(LengthPenaltySettings.class));
    }
  }

  @Nested
  final class OfLanguageMixing extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new LanguageMixing(Defaults.of(LanguageMixingSettings.class));
    }
  }

  @Nested
  final class OfRepetition extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new Repetition(Defaults.of(RepetitionSettings.class));
    }
  }

  @Nested
  final class OfThinkingWords extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new ThinkingWords(Defaults.of(ThinkingWordsSettings.class));
    }
  }

  @Nested
  final class OfWeighted extends RewardRuleContract {
    @Override
    protected RewardRule rule() {
      return new Weighted(
          WeightedTest.settings(
              Map.of(), new Entry(RuleName.LOGIC_RL, 1), new Entry(RuleName.REPETITION, 0.5)));
    }

    @Override
    protected double explain(Map<String, Double> components) {
      return components.entrySet().stream()
          .mapToDouble(
              component ->
                  (component.getKey().equals("repetition") ? 0.5 : 1) * component.getValue())
          .sum();
    }
  }
}
