package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.logicrl.rewards.Samples.PROBLEM;
import static org.logicrl.rewards.Samples.REFERENCE;
import static org.logicrl.rewards.Samples.WRONG;
import static org.logicrl.rewards.Samples.bare;
import static org.logicrl.rewards.Samples.chat;
import static org.logicrl.rewards.Samples.respond;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;

final class LogicRlTest {

  private static final LogicRl RULE = new LogicRl(Defaults.of(LogicRlSettings.class));

  private static Reward score(Completion completion) {
    return RULE.score(PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES);
  }

  @Test
  void givesFormatAndAnswerAsComponents() {
    Reward reward = score(chat(respond("t", WRONG)));
    assertThat(reward.components()).containsExactly(entry("format", 1.0), entry("answer", -1.5));
    assertThat(reward.total()).isEqualTo(-0.5);
    assertThat(reward.verdict().outcome()).isEqualTo(Outcome.WRONG);
  }

  @Test
  void namesTheTagThatIsMissing() {
    Reward reward = score(chat("t</think><answer>" + REFERENCE));
    assertThat(reward.total()).isEqualTo(-3);
    assertThat(reward.verdict().outcome()).isEqualTo(Outcome.FORMAT_ERROR);
    assertThat(reward.verdict().reason()).isEqualTo("</answer> is missing");
  }

  @Test
  void namesTheTagThatComesTwice() {
    Reward reward = score(chat("<answer>t</think><answer>" + REFERENCE + "</answer>"));
    assertThat(reward.verdict().reason()).isEqualTo("<answer> occurs more than once");
  }

  @Test
  void saysInWhichOrderTheTagsMustStand() {
    Reward reward = score(chat("<answer>" + REFERENCE + "</answer></think>"));
    assertThat(reward.verdict().reason())
        .isEqualTo("the tags must stand in the order <think></think><answer></answer>");
  }

  @Test
  void readsAResponseToABarePrompt() {
    assertThat(score(bare(respond("t", REFERENCE))).total()).isEqualTo(3);
  }

  @Test
  void readsTheOpeningTagThatEndsABarePrompt() {
    Completion completion =
        new Completion(Samples.QUESTION + "\n<think>", "", respond("t", REFERENCE));
    assertThat(score(completion).total()).isEqualTo(3);
  }

  @Test
  void ignoresTagsInABarePrompt() {
    Completion completion =
        new Completion("Answer as <answer></answer>.", "<think>", respond("t", REFERENCE));
    assertThat(score(completion).total()).isEqualTo(3);
  }

  @Test
  void forgetsAllBeforeAHeaderInTheResponseAsPublished() {
    String reset = "</think><answer>x</answer> Assistant:<think>" + respond("t", REFERENCE);
    assertThat(score(chat(reset)).total()).isEqualTo(3);
    assertThat(score(bare(reset)).total()).isEqualTo(3);
  }

  @Test
  void losesItsOpeningTagToAnInnocentHeaderAsPublished() {
    assertThat(score(chat(respond("As an Assistant: I think", REFERENCE))).total()).isEqualTo(-3);
  }

  /** Of the prompt it then reads all that follows the question's header, tags included. */
  @Test
  void countsTagsOfThePromptBehindAHeaderInTheQuestionAsPublished() {
    Completion completion =
        new Completion(
            "Assistant: who is who? Reason in <think></think>, answer in <answer></answer>."
                + " Assistant: ",
            "<think>",
            respond("t", REFERENCE));
    assertThat(score(completion).total()).isEqualTo(-3);
  }

  @Test
  void prefersThePlainHeaderToTheChatHeader() {
    Completion completion =
        new Completion("Assistant: ", "<think>", respond("<|im_start|>assistant", REFERENCE));
    assertThat(score(completion).total()).isEqualTo(3);
  }

  @Test
  void takesAnAnswerOfNoBreakSpacesForEmpty() {
    Reward reward = score(chat(respond("t", "\u00A0\u2007\u0085")));
    assertThat(reward.verdict().reason()).isEqualTo("the answer is empty");
    assertThat(reward.total()).isEqualTo(-1);
  }

  @Test
  void takesItsNumbersFromTheSettings() {
    Scores scores = new Scores(0.5, -0.25, 10, -4, -5, 0);
    LogicRl rule = new LogicRl(Defaults.with(LogicRlSettings.class, Map.of("scores", scores)));
    assertThat(rule.score(PROBLEM, chat("x"), Samples.KNIGHTS_AND_KNAVES).total()).isEqualTo(-0.25);
    assertThat(
            rule.score(PROBLEM, chat(respond("t", REFERENCE)), Samples.KNIGHTS_AND_KNAVES).total())
        .isEqualTo(10.5);
  }
}
