package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.rewards.Samples.PROBLEM;
import static org.logicrl.rewards.Samples.REFERENCE;
import static org.logicrl.rewards.Samples.WRONG;
import static org.logicrl.rewards.Samples.chat;
import static org.logicrl.rewards.Samples.respond;

import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.rewards.CorrectAnswerSettings.AnswerPlace;

final class CorrectAnswerTest {

  private static Reward score(AnswerPlace place, String response) {
    return new CorrectAnswer(new CorrectAnswerSettings(place, 1, 0.25, 0))
        .score(PROBLEM, chat(response), Samples.KNIGHTS_AND_KNAVES);
  }

  @Test
  void scoresTheVerdictOfTheTask() {
    assertThat(score(AnswerPlace.ANSWER_TAG, respond("t", REFERENCE)).total()).isEqualTo(1);
    assertThat(score(AnswerPlace.ANSWER_TAG, respond("t", WRONG)).total()).isEqualTo(0.25);
    assertThat(score(AnswerPlace.ANSWER_TAG, respond("t", "x")).total()).isZero();
  }

  @Test
  void takesTheLastOfSeveralTaggedAnswers() {
    String response = respond("t", WRONG) + respond("no", REFERENCE);
    assertThat(score(AnswerPlace.ANSWER_TAG, response).total()).isEqualTo(1);
  }

  @Test
  void findsNoAnswerWithoutTags() {
    Reward reward = score(AnswerPlace.ANSWER_TAG, REFERENCE);
    assertThat(reward.total()).isZero();
    assertThat(reward.verdict().outcome()).isEqualTo(Outcome.UNPARSEABLE);
  }

  @Test
  void takesAllAfterTheThoughtWhereAsked() {
    assertThat(score(AnswerPlace.AFTER_THOUGHT, WRONG + "</think>" + REFERENCE).total())
        .isEqualTo(1);
    assertThat(score(AnswerPlace.AFTER_THOUGHT, REFERENCE).total()).isZero();
  }

  @Test
  void takesTheWholeResponseWhereAsked() {
    assertThat(score(AnswerPlace.RESPONSE, REFERENCE).total()).isEqualTo(1);
  }
}
