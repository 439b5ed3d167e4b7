package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.logicrl.rewards.Samples.PROBLEM;
import static org.logicrl.rewards.Samples.REFERENCE;
import static org.logicrl.rewards.Samples.WRONG;
import static org.logicrl.rewards.Samples.chat;
import static org.logicrl.rewards.Samples.respond;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.rewards.WeightedSettings.Entry;
import org.logicrl.rewards.WeightedSettings.RuleName;

final class WeightedTest {

  /** Settings for a sum of these rules. */
  static WeightedSettings settings(Map<String, ?> others, Entry... rules) {
    Map<String, Object> values = new HashMap<>(others);
    values.put("rules", List.of(rules));
    return Defaults.with(WeightedSettings.class, values);
  }

  private static Reward score(String response, Entry... rules) {
    return new Weighted(settings(Map.of(), rules))
        .score(PROBLEM, chat(response), Samples.KNIGHTS_AND_KNAVES);
  }

  @Test
  void addsUpTheWeightedTotals() {
    Reward reward =
        score(
            respond("wait", WRONG),
            new Entry(RuleName.LOGIC_RL, 2),
            new Entry(RuleName.THINKING_WORDS, 0.5));
    assertThat(reward.total()).isCloseTo(2 * -0.5 + 0.5 * 0.5, within(1e-12));
  }

  @Test
  void keepsTheComponentsOfItsRulesBeforeWeighting() {
    Reward reward =
        score(
            respond("wait", REFERENCE),
            new Entry(RuleName.LOGIC_RL, 2),
            new Entry(RuleName.THINKING_WORDS, 0));
    assertThat(reward.components())
        .containsExactly(
            entry("logic-rl/format", 1.0),
            entry("logic-rl/answer", 2.0),
            entry("thinking-words", 0.5));
  }

  @Test
  void takesTheVerdictOfTheFirstRuleThatJudges() {
    Reward reward =
        score(
            "nothing",
            new Entry(RuleName.FORMAT, 1),
            new Entry(RuleName.LOGIC_RL, 1),
            new Entry(RuleName.CORRECT_ANSWER, 1));
    assertThat(reward.verdict().outcome()).isEqualTo(Outcome.FORMAT_ERROR);
  }

  @Test
  void asksTheTaskWhereNoRuleJudges() {
    Reward reward = score(respond("t", WRONG), new Entry(RuleName.FORMAT, 1));
    assertThat(reward.verdict().outcome()).isEqualTo(Outcome.WRONG);
  }

  @Test
  void givesItsRulesTheirSettings() {
    WeightedSettings settings =
        settings(
            Map.of("repetition", new RepetitionSettings(1, 0)), new Entry(RuleName.REPETITION, 1));
    Reward reward =
        new Weighted(settings).score(PROBLEM, chat("a a a a"), Samples.KNIGHTS_AND_KNAVES);
    assertThat(reward.total()).isEqualTo(-0.75);
  }

  @ParameterizedTest
  @EnumSource(RuleName.class)
  void makesEveryRuleItNames(RuleName rule) {
    Completion completion = new Completion(Samples.CHAT_PROMPT, "<think>", "x", 1);
    Reward reward =
        new Weighted(settings(Map.of(), new Entry(rule, 1)))
            .score(PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES);
    assertThat(reward.components().keySet()).allMatch(name -> name.startsWith(rule.label()));
  }

  @Test
  void refusesToSumNothing() {
    assertThatThrownBy(() -> settings(Map.of())).hasStackTraceContaining("at least one rule");
  }

  @Test
  void refusesARuleTwice() {
    assertThatThrownBy(
            () -> settings(Map.of(), new Entry(RuleName.FORMAT, 1), new Entry(RuleName.FORMAT, 2)))
        .hasStackTraceContaining("rules must name each rule once, but names format twice");
  }
}
