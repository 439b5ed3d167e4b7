package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.rewards.Samples.PROBLEM;
import static org.logicrl.rewards.Samples.REFERENCE;
import static org.logicrl.rewards.Samples.WRONG;
import static org.logicrl.rewards.Samples.chat;
import static org.logicrl.rewards.Samples.respond;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;

final class KkEvalTest {

  private static final KkEval RULE = new KkEval();

  private static Outcome outcome(String reference, String response) {
    return RULE.score(Samples.problem(reference), chat(response), Samples.KNIGHTS_AND_KNAVES)
        .verdict()
        .outcome();
  }

  static Stream<JsonNode> pythonCases() {
    return Samples.cases("kk_eval_python.json");
  }

  @ParameterizedTest
  @MethodSource("pythonCases")
  void judgesAsThePythonExpressions(JsonNode vector) {
    assertThat(outcome(vector.get("reference").asText(), vector.get("response").asText()).label())
        .as(vector.toString())
        .isEqualTo(vector.get("outcome").asText());
  }

  @Test
  void givesOneForARightAnswerAndZeroForAnyOther() {
    Reward right = RULE.score(PROBLEM, chat(respond("", REFERENCE)), Samples.KNIGHTS_AND_KNAVES);
    assertThat(right.total()).isEqualTo(1);
    Reward wrong = RULE.score(PROBLEM, chat(respond("", WRONG)), Samples.KNIGHTS_AND_KNAVES);
    assertThat(wrong.total()).isZero();
    assertThat(wrong.verdict().reason()).isEqualTo("Zoey should be a knight");
  }

  @Test
  void needsNoOpeningTag() {
    Completion completion = new Completion("x", "", respond("t", REFERENCE));
    assertThat(RULE.score(PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES).total()).isEqualTo(1);
  }

  @Test
  void acceptsAShotgunAnswerWhoseFirstGuessIsRight() {
    assertThat(outcome(REFERENCE, respond("t", REFERENCE + " or a knight\nBob is a knave")))
        .isEqualTo(Outcome.CORRECT);
  }

  @Test
  void acceptsARoleAnywhereBehindTheName() {
    assertThat(outcome(REFERENCE, respond("t", "Zoey: the KNIGHT; Oliver -> knave")))
        .isEqualTo(Outcome.CORRECT);
  }

  @Test
  void refusesALineBreakBetweenNameAndRole() {
    assertThat(outcome(REFERENCE, respond("t", "Zoey is\na knight. Oliver is a knave")))
        .isEqualTo(Outcome.UNPARSEABLE);
  }

  @Test
  void looksForTheNameAgainOnTheNextLine() {
    assertThat(outcome(REFERENCE, respond("t", "Zoey and Oliver:\nZoey knight\nOliver knave")))
        .isEqualTo(Outcome.CORRECT);
  }

  @Test
  void findsNobodyInAReferenceWithoutRoles() {
    assertThat(outcome("42", respond("t", "42"))).isEqualTo(Outcome.UNPARSEABLE);
  }
}
