package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Verdict;

/**
 * Compares {@code logic-rl} with scores of the published function, and with Python's own parsing.
 */
final class LogicRlVectorsTest {

  private static final LogicRl PUBLISHED =
      new LogicRl(Defaults.with(LogicRlSettings.class, Map.of("barePrompts", false)));
  private static final LogicRl DEFAULT = new LogicRl(Defaults.of(LogicRlSettings.class));

  static Stream<JsonNode> publishedCases() {
    return Samples.cases("logic_rl_reward.json");
  }

  static Stream<JsonNode> pythonCases() {
    return Samples.cases("logic_rl_python.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("publishedCases")
  void scoresAsThePublishedFunction(JsonNode vector) {
    JsonNode inputs = vector.get("inputs");
    String response = inputs.path("response_after_prompt").asText();
    String text = inputs.get("full_text").asText();
    Completion completion =
        new Completion(text.substring(0, text.length() - response.length()), "", response);
    Reward reward =
        PUBLISHED.score(
            Samples.problem(inputs.get("solution_text_format").asText()),
            completion,
            Samples.KNIGHTS_AND_KNAVES);
    JsonNode expected = vector.get("expected");
    assertThat(reward.total()).isEqualTo(expected.get("score").asDouble());
    if (expected.has("format_ok")) {
      assertThat(reward.components().get("format"))
          .isEqualTo(expected.get("format_ok").asBoolean() ? 1.0 : -1.0);
    }
  }

  @ParameterizedTest
  @MethodSource("pythonCases")
  void readsHeadersTagsAndAnswersAsPython(JsonNode vector) {
    String text = vector.get("text").asText();
    JsonNode answer = vector.get("answer");
    // An answer is right when it is what Python extracted, so a right verdict shows agreement.
    Reward reward =
        PUBLISHED.score(
            Samples.problem(answer.asText()),
            new Completion("", "", text),
            (problem, found) ->
                found.equals(problem.reference()) ? Verdict.correct() : Verdict.wrong(found));
    boolean inFormat = vector.get("format").asBoolean();
    boolean answered = vector.get("header").asBoolean() && !answer.asText().isEmpty();
    Outcome expected =
        !inFormat ? Outcome.FORMAT_ERROR : answered ? Outcome.CORRECT : Outcome.UNPARSEABLE;
    assertThat(reward.verdict().outcome()).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("pythonCases")
  void readsBarePromptsWithoutChangingAnythingElse(JsonNode vector) {
    if (vector.get("header").asBoolean()) {
      Completion completion = new Completion("", "", vector.get("text").asText());
      assertThat(DEFAULT.score(Samples.PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES))
          .isEqualTo(PUBLISHED.score(Samples.PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES));
    }
  }

  @ParameterizedTest
  @MethodSource("pythonCases")
  void findsTheLastTaggedAnswerAsPython(JsonNode vector) {
    if (vector.get("header").asBoolean()) {
      Completion completion = new Completion("", "", vector.get("text").asText());
      String expected = vector.get("answer").isNull() ? null : vector.get("answer").asText();
      assertThat(AnswerText.lastTagged(AssistantPart.published(completion))).isEqualTo(expected);
    }
  }
}
