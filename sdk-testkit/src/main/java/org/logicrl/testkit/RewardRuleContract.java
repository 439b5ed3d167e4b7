package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.reward.Verifier;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Verdict;

/**
 * What every {@link RewardRule} must do, whatever it rewards: be a pure function, return finite
 * numbers that its components explain, survive any text, and take time about linear in it.
 *
 * <p>Extend it in the tests of a plugin:
 *
 * <pre>{@code
 * final class BrevityContractTest extends RewardRuleContract {
 *   @Override
 *   protected RewardRule rule() {
 *     return new Brevity(new BrevitySettings(100));
 *   }
 * }
 * }</pre>
 *
 * <p>The responses include tags, halves of tags, headers of turns, broken Unicode, and texts of up
 * to 200 kB. Override {@link #problem}, {@link #verifier} and {@link #goodResponse} for a rule that
 * knows its task.
 */
public abstract class RewardRuleContract {

  private static final long SEED = 20_250_220;
  private static final int RANDOM_TEXTS = 500;

  /** Below this, times say more about the machine than about the rule. */
  private static final long NEGLIGIBLE_NANOS = Duration.ofMillis(200).toNanos();

  /** The rule under test; each call makes a new one with the same settings. */
  protected abstract RewardRule rule();

  /** A problem that the rule can score completions of. */
  protected Problem problem() {
    return new Problem(
        "contract/1",
        "Zoey says that Oliver is a knave. Oliver says that both of them are knights. Who is what?",
        "(1) Zoey is a knight\n(2) Oliver is a knave",
        "2 people",
        null);
  }

  /** The task's check of an answer; by default an answer is right when it equals the reference. */
  protected Verifier verifier() {
    return (problem, answer) -> {
      if (answer.isBlank()) {
        return Verdict.unparseable("the answer is blank");
      }
      return answer.equals(problem.reference())
          ? Verdict.correct()
          : Verdict.wrong("the answer is not the reference");
    };
  }

  /** A response that solves the problem, in the format that the rule asks for. */
  protected String goodResponse() {
    return "If Oliver were a knight, both would be knights, and Zoey would lie. So Oliver is a knave."
        + "</think>\n<answer>"
        + problem().reference()
        + "</answer>";
  }

  /** The completion for a response; by default to a bare prompt that opens the thought. */
  protected Completion completion(String response) {
    return new Completion(problem().question() + "\n", "<think>", response, response.length() / 4);
  }

  /**
   * The total that the components explain; by default their sum. Override it where the total is
   * another function of them, and say in the rule's documentation which.
   */
  protected double explain(Map<String, Double> components) {
    return components.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void givesEqualRewardsForEqualArguments() {
    RewardRule rule = rule();
    List<Reward> first = scoreAll(rule);
    assertThat(scoreAll(rule)).as("the same rule, asked again").isEqualTo(first);
    assertThat(scoreAll(rule())).as("another rule with the same settings").isEqualTo(first);
  }

  @Test
  void givesEqualRewardsOnSeveralThreads() {
    RewardRule rule = rule();
    List<Reward> expected = scoreAll(rule);
    List<Reward> actual =
        samples().parallelStream()
            .map(text -> rule.score(problem(), completion(text), verifier()))
            .toList();
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void neverThrows() {
    RewardRule rule = rule();
    for (String text : samples()) {
      assertThatCode(() -> rule.score(problem(), completion(text), verifier()))
          .as("seed %d, response %s", SEED, escaped(text))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void givesFiniteNumbersThatTheComponentsExplain() {
    RewardRule rule = rule();
    for (String text : samples()) {
      Reward reward = rule.score(problem(), completion(text), verifier());
      assertThat(reward.components()).isNotEmpty();
      assertThat(reward.components().values()).allSatisfy(value -> assertThat(value).isFinite());
      assertThat(reward.total())
          .as("seed %d, response %s", SEED, escaped(text))
          .isCloseTo(explain(reward.components()), within(1e-9));
    }
  }

  @Test
  void givesAReasonInOneLine() {
    RewardRule rule = rule();
    for (String text : samples()) {
      String reason = rule.score(problem(), completion(text), verifier()).verdict().reason();
      assertThat(reason)
          .as("seed %d, response %s", SEED, escaped(text))
          .isNotBlank()
          .doesNotContain("\n");
    }
  }

  @Test
  void takesAboutLinearTime() {
    RewardRule rule = rule();
    Map<String, String> small = HostileTexts.large(50_000);
    HostileTexts.large(200_000)
        .forEach(
            (name, text) -> {
              long large = nanos(rule, name, text);
              if (large > NEGLIGIBLE_NANOS) {
                long least = nanos(rule, name, small.getOrDefault(name, ""));
                assertThat(large)
                    .as("nanoseconds for 200 kB of %s, against those for 50 kB", name)
                    .isLessThan(10 * least);
              }
            });
  }

  /** The shortest of three times, as the first ones include compilation. */
  private long nanos(RewardRule rule, String name, String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          long shortest = Long.MAX_VALUE;
          for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            rule.score(problem(), completion(text), verifier());
            shortest = Math.min(shortest, System.nanoTime() - start);
          }
          return shortest;
        },
        () -> "three times 200 kB of " + name);
  }

  private List<Reward> scoreAll(RewardRule rule) {
    return samples().stream()
        .map(text -> rule.score(problem(), completion(text), verifier()))
        .toList();
  }

  private List<String> samples() {
    List<String> samples = new ArrayList<>();
    samples.add(goodResponse());
    samples.addAll(HostileTexts.fixed());
    samples.addAll(HostileTexts.random(SEED, RANDOM_TEXTS));
    samples.addAll(HostileTexts.large(5_000).values());
    return samples;
  }

  /** The beginning of a text in ASCII. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .limit(200)
        .forEach(c -> escaped.append(c >= ' ' && c < 127 ? (char) c : "\\u%04X".formatted(c)));
    return escaped.toString();
  }
}
