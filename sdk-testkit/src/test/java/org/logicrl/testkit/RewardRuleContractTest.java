package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Verdict;

/** Holds the contract itself to what it promises: it passes a good rule and fails each bad one. */
final class RewardRuleContractTest {

  private static Contract contract(RewardRule rule) {
    return new Contract(rule);
  }

  private static Reward reward(double value) {
    return new Reward(value, Map.of("value", value), Verdict.wrong("some reason"));
  }

  @Test
  void passesAGoodRule() {
    Contract contract =
        contract((problem, completion, verifier) -> reward(completion.response().length()));
    assertThatCode(
            () -> {
              contract.givesEqualRewardsForEqualArguments();
              contract.givesEqualRewardsOnSeveralThreads();
              contract.neverThrows();
              contract.givesFiniteNumbersThatTheComponentsExplain();
              contract.givesAReasonInOneLine();
              contract.takesAboutLinearTime();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void failsARuleWithMemory() {
    AtomicInteger calls = new AtomicInteger();
    Contract contract =
        contract((problem, completion, verifier) -> reward(calls.incrementAndGet()));
    assertThatThrownBy(contract::givesEqualRewardsForEqualArguments)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the same rule, asked again");
  }

  @Test
  void failsARuleThatThrowsOnBrokenText() {
    Contract contract =
        contract((problem, completion, verifier) -> reward(completion.response().charAt(0)));
    assertThatThrownBy(contract::neverThrows).isInstanceOf(AssertionError.class);
  }

  @Test
  void failsARuleWhoseComponentsExplainNothing() {
    Contract contract =
        contract(
            (problem, completion, verifier) ->
                new Reward(1, Map.of("value", 2.0), Verdict.correct()));
    assertThatThrownBy(contract::givesFiniteNumbersThatTheComponentsExplain)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  @Test
  void failsAReasonOfSeveralLines() {
    Contract contract =
        contract(
            (problem, completion, verifier) ->
                new Reward(0, Map.of("value", 0.0), Verdict.wrong(completion.response())));
    assertThatThrownBy(contract::givesAReasonInOneLine).isInstanceOf(AssertionError.class);
  }

  @Test
  void failsARuleOfQuadraticTime() {
    Contract contract =
        contract(
            (problem, completion, verifier) -> {
              String text = completion.response();
              long sum = 0;
              for (int i = 0; i < text.length(); i++) {
                for (int j = 0; j < i; j += 8) {
                  sum += text.charAt(j);
                }
              }
              return reward((double) sum);
            });
    assertThatThrownBy(contract::takesAboutLinearTime).isInstanceOf(AssertionError.class);
  }

  private static final class Contract extends RewardRuleContract {

    private final RewardRule rule;

    private Contract(RewardRule rule) {
      this.rule = rule;
    }

    @Override
    protected RewardRule rule() {
      return rule;
    }
  }
}
