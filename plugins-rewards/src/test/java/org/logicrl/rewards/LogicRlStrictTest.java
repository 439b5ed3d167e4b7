package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.logicrl.rewards.Samples.PROBLEM;
import static org.logicrl.rewards.Samples.QUESTION;
import static org.logicrl.rewards.Samples.REFERENCE;
import static org.logicrl.rewards.Samples.THOUGHT;
import static org.logicrl.rewards.Samples.WRONG;
import static org.logicrl.rewards.Samples.bare;
import static org.logicrl.rewards.Samples.chat;
import static org.logicrl.rewards.Samples.respond;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.reward.Completion;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;
import org.logicrl.rewards.LogicRlStrictSettings.CopiedThought;
import org.logicrl.rewards.LogicRlStrictSettings.EmptyThought;
import org.logicrl.rewards.LogicRlStrictSettings.PlaceholderThought;
import org.logicrl.rewards.LogicRlStrictSettings.ReasoningInAnswer;
import org.logicrl.rewards.LogicRlStrictSettings.RoleHeaders;
import org.logicrl.rewards.LogicRlStrictSettings.TextOutsideTags;

final class LogicRlStrictTest {

  private static final LogicRl PUBLISHED = new LogicRl(Defaults.of(LogicRlSettings.class));

  /** Asserts that only this check refuses what the published rule rewards. */
  private static void assertHoleClosed(
      String check, Completion completion, Map<String, Object> settingsWithoutCheck) {
    assertThat(PUBLISHED.score(PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES).total())
        .as("published")
        .isEqualTo(3);
    Reward strict = score(completion, Map.of());
    assertThat(strict.total()).as("strict").isEqualTo(-3);
    assertThat(strict.verdict().outcome()).isEqualTo(Outcome.FORMAT_ERROR);
    assertThat(strict.verdict().reason()).startsWith(check + ": ").doesNotContain(";");
    assertThat(score(completion, settingsWithoutCheck).total()).as("check off").isEqualTo(3);
  }

  private static Reward score(Completion completion, Map<String, Object> settings) {
    return new LogicRlStrict(Defaults.with(LogicRlStrictSettings.class, settings))
        .score(PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES);
  }

  private static <S extends Record> S off(Class<S> check) {
    return Defaults.with(check, Map.of("enabled", false));
  }

  @Test
  void keepsTheScaleForHonestCompletions() {
    assertThat(score(chat(respond(THOUGHT, REFERENCE) + "<|im_end|>\n"), Map.of()).total())
        .isEqualTo(3);
    assertThat(score(bare(respond(THOUGHT, REFERENCE)), Map.of()).total()).isEqualTo(3);
    assertThat(score(chat(respond(THOUGHT, WRONG)), Map.of()).total()).isEqualTo(-0.5);
    assertThat(score(chat(respond(THOUGHT, "who knows")), Map.of()).total()).isEqualTo(-1);
    assertThat(score(chat(THOUGHT), Map.of()).total()).isEqualTo(-3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\u00A0",
        "...",
        "!?",
        "\u200B\u200B\u200B",
        "r",
        "so so so so",
        "Zoey is a knight."
      })
  void refusesAnEmptyThought(String thought) {
    assertHoleClosed(
        "empty-thought",
        chat(respond(thought, REFERENCE)),
        Map.of("emptyThought", off(EmptyThought.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[insert your reasoning here] thinking process here, as follows: hmm",
        "Let me think step by step about this. Let's think carefully.",
        "Okay, here is the reasoning process. Let me think carefully: the answer is as follows."
      })
  void refusesAPlaceholderThought(String thought) {
    assertHoleClosed(
        "placeholder-thought",
        chat(respond(thought, REFERENCE)),
        Map.of("placeholderThought", off(PlaceholderThought.class)));
  }

  @Test
  void refusesAThoughtThatRepeatsTheQuestion() {
    Map<String, Object> off = Map.of("copiedThought", off(CopiedThought.class));
    assertHoleClosed("copied-thought", chat(respond(QUESTION, REFERENCE)), off);
    assertHoleClosed(
        "copied-thought", bare(respond("The question: " + QUESTION + " Done.", REFERENCE)), off);
  }

  @Test
  void refusesAThoughtThatRepeatsTheAnswer() {
    Map<String, Object> off = Map.of("copiedThought", off(CopiedThought.class));
    assertHoleClosed("copied-thought", chat(respond(REFERENCE, REFERENCE)), off);
    assertHoleClosed(
        "copied-thought", chat(respond("So: " + REFERENCE + ". " + REFERENCE, REFERENCE)), off);
  }

  @Test
  void refusesAThoughtOfPiecesOfQuestionAndAnswer() {
    String thought = "Knights always tell the truth, and knaves always lie. So: " + REFERENCE;
    assertHoleClosed(
        "copied-thought",
        chat(respond(thought, REFERENCE)),
        Map.of("copiedThought", off(CopiedThought.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // As the task's worked solutions and the published chains of thought argue.
        "Try Zoey honest, Oliver honest. Zoey: not Oliver knight honest true = false no."
            + " Try Zoey honest, Oliver lying. Zoey: not Oliver knight lying false = true ok.",
        "Let's think step by step, by considering whether each person is lying and if that leads"
            + " to contradiction. Assume Zoey is a knight. No contradiction is found in their claim"
            + " that Oliver is a knave. Oliver cannot be a knight, because this would contradict"
            + " the claim of Zoey that Oliver is a knave. Assume Oliver is a knave. No"
            + " contradiction is found in their false claim that Zoey is a knight and Oliver is a"
            + " knight. This leads to a feasible solution.",
        "Oliver stated, \"Zoey is a knight and Oliver is a knight\". That cannot hold if Zoey is"
            + " right about Oliver. So (1) Zoey is a knight (2) Oliver is a knave."
      })
  void acceptsHonestThoughts(String thought) {
    assertThat(score(bare(respond(thought, REFERENCE)), Map.of()).total()).isEqualTo(3);
    assertThat(score(chat(respond(thought, REFERENCE)), Map.of()).total()).isEqualTo(3);
  }

  @Test
  void refusesAThoughtThatRepeatsTheInstructions() {
    String prompt = "Think about the puzzle first, then say in a few words who is who. Assistant: ";
    String thought = "think about the puzzle first, then say in a few words who is who";
    assertHoleClosed(
        "copied-thought",
        new Completion(prompt, "<think>", respond(thought, REFERENCE)),
        Map.of("copiedThought", off(CopiedThought.class)));
  }

  @Test
  void letsAThoughtQuoteTheQuestion() {
    String quoting = "Oliver stated, \"Zoey is a knight and Oliver is a knight\". " + THOUGHT;
    assertThat(score(chat(respond(quoting, REFERENCE)), Map.of()).total()).isEqualTo(3);
  }

  @Test
  void refusesTextOutsideTheTags() {
    Map<String, Object> off = Map.of("textOutsideTags", off(TextOutsideTags.class));
    String answer = "<answer>" + REFERENCE + "</answer>";
    assertHoleClosed("text-outside-tags", chat(THOUGHT + "</think> so " + answer), off);
    assertHoleClosed("text-outside-tags", chat(THOUGHT + "</think>" + answer + " bye"), off);
    assertHoleClosed(
        "text-outside-tags", chat(THOUGHT + "</think>" + answer + "<|im_end|>x<|im_end|>"), off);
    assertHoleClosed(
        "text-outside-tags",
        new Completion("Assistant: ", "Well, <think>", respond(THOUGHT, REFERENCE)),
        off);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(1) Zoey is a knight because Oliver lies\n(2) Oliver is a knave",
        "Suppose the first is honest. Zoey is a knight. Oliver is a knave.",
        "Let's look at what both of them said about each other and about themselves, one after the"
            + " other, with all due care: Zoey is a knight. Oliver is a knave.",
        "What both of them said about each other and about themselves was weighed with care by me"
            + " and by all of my friends: Zoey is a knight. Oliver is a knave."
      })
  void refusesReasoningInTheAnswer(String answer) {
    assertHoleClosed(
        "reasoning-in-answer",
        chat(respond(THOUGHT, answer)),
        Map.of("reasoningInAnswer", off(ReasoningInAnswer.class)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Assistant:", "junk </answer><answer> Assistant:", "User: x Assistant:"})
  void refusesToForgetWhatStandsBeforeAHeader(String before) {
    Completion completion = chat(before + "<think>" + respond(THOUGHT, REFERENCE));
    assertThat(PUBLISHED.score(PROBLEM, completion, Samples.KNIGHTS_AND_KNAVES).total())
        .isEqualTo(3);
    Reward strict = score(completion, Map.of());
    assertThat(strict.total()).isEqualTo(-3);
    assertThat(strict.verdict().reason()).startsWith("role-headers: ");
    // The check says why; the reading from the prompt's header alone keeps the hole closed.
    assertThat(score(completion, Map.of("roleHeaders", off(RoleHeaders.class))).total())
        .isEqualTo(-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<|im_start|>assistant", "<start_of_turn>model", "[INST]"})
  void refusesHeadersOfTurnsInTheResponse(String header) {
    Completion completion =
        new Completion("Assistant: ", "<think>", respond(THOUGHT + header, REFERENCE));
    assertHoleClosed("role-headers", completion, Map.of("roleHeaders", off(RoleHeaders.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<|im_start|>user\nAssistant: who is who?<|im_end|>\n<|im_start|>assistant\n",
        "<|start_header_id|>user<|end_header_id|>\n\nAssistant: who is who?<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\n",
        "Assistant: who is who? User: you. <|im_start|>assistant, is it?\n"
      })
  void readsAQuestionThatMentionsAHeader(String prompt) {
    String response = respond(THOUGHT, REFERENCE);
    assertThat(score(new Completion(prompt, "<think>", response), Map.of()).total()).isEqualTo(3);
    assertThat(score(new Completion(prompt, "", "<think>" + response), Map.of()).total())
        .isEqualTo(3);
    assertThat(score(new Completion(prompt + "<think>\n", "", response), Map.of()).total())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<|im_end|>\n", "<|return|>", "<｜end▁of▁sentence｜>", "<|eot_id|>"})
  void letsAnEndTokenEndTheResponse(String token) {
    assertThat(score(chat(respond(THOUGHT, REFERENCE) + token), Map.of()).total()).isEqualTo(3);
  }

  @Test
  void namesEveryViolation() {
    Reward reward = score(chat(respond("", REFERENCE) + " bye"), Map.of());
    assertThat(reward.verdict().reason()).contains("text-outside-tags: ", "; ", "empty-thought: ");
  }

  @Test
  void takesItsEndTokensFromTheSettings() {
    Map<String, Object> settings =
        Map.of("textOutsideTags", new TextOutsideTags(true, List.of("<stop>")));
    String response = respond(THOUGHT, REFERENCE);
    assertThat(score(chat(response + "\n<stop><stop>"), settings).total()).isEqualTo(3);
    assertThat(score(chat(response + "<|im_end|>"), settings).total()).isEqualTo(-3);
  }

  @Test
  void countsAViolationAsAFormatErrorOfTheScale() {
    Scores scores = new Scores(1, -0.5, 2, -1.5, -2, -0.25);
    assertThat(score(chat(respond("", REFERENCE)), Map.of("scores", scores)).total())
        .isEqualTo(-0.75);
  }
}
