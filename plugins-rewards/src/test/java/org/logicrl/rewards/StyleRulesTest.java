package org.logicrl.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.logicrl.rewards.Samples.REFERENCE;
import static org.logicrl.rewards.Samples.THOUGHT;
import static org.logicrl.rewards.Samples.chat;
import static org.logicrl.rewards.Samples.respond;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logicrl.api.reward.Reward;
import org.logicrl.api.task.Outcome;

/** The rules that look at the writing and not at the answer, except {@code length-penalty}. */
final class StyleRulesTest {

  private static double format(String response) {
    return new FormatRule(Defaults.of(FormatSettings.class)).measure(chat(response));
  }

  private static double mixing(String response, String... scripts) {
    return new LanguageMixing(new LanguageMixingSettings(List.of(scripts))).measure(chat(response));
  }

  private static double repetition(String response, int words, double tolerated) {
    return new Repetition(new RepetitionSettings(words, tolerated)).measure(chat(response));
  }

  private static double thinking(String response) {
    return new ThinkingWords(Defaults.of(ThinkingWordsSettings.class)).measure(chat(response));
  }

  @Test
  void namesItsComponentAsTheRuleAndStillJudgesTheAnswer() {
    Reward reward =
        new Repetition(Defaults.of(RepetitionSettings.class))
            .score(Samples.PROBLEM, chat(respond(THOUGHT, REFERENCE)), Samples.KNIGHTS_AND_KNAVES);
    assertThat(reward.components()).containsOnlyKeys("repetition");
    assertThat(reward.verdict().outcome()).isEqualTo(Outcome.CORRECT);
  }

  @Test
  void formatLooksAtTheTagsAlone() {
    assertThat(format(respond("", "nonsense"))).isEqualTo(1);
    assertThat(format("nonsense")).isEqualTo(-1);
  }

  @Test
  void languageMixingIsTheShareOfForeignWords() {
    assertThat(mixing("one two \u4E09 four", "latin")).isEqualTo(-0.25);
    assertThat(mixing("\u4E00\u4E8C", "latin")).isEqualTo(-1);
    assertThat(mixing("\u4E00\u4E8C", "han")).isZero();
    assertThat(mixing("caf\u00E9 e\u0301t\u00E9 x = 3.5 \uD83D\uDE00", "latin")).isZero();
    assertThat(mixing("\u03C0 = 3", "latin")).isEqualTo(-1);
    assertThat(mixing("12 + 3 = 15", "han")).isZero();
    assertThat(mixing("", "latin")).isZero();
  }

  @Test
  void languageMixingSaysWhichScriptNameIsUnknown() {
    assertThatThrownBy(() -> new LanguageMixingSettings(List.of("latin", "english")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'english'")
        .hasMessageContaining("latin, greek");
  }

  @Test
  void repetitionIsTheShareOfRepeatedRuns() {
    assertThat(repetition("a b a b", 2, 0)).isCloseTo(-1.0 / 3, within(1e-12));
    assertThat(repetition("A, b; a B!", 2, 0)).isCloseTo(-1.0 / 3, within(1e-12));
    assertThat(repetition("a b c d", 2, 0)).isZero();
    assertThat(repetition("a", 2, 0)).isZero();
    assertThat(repetition("a a a a a", 1, 0)).isCloseTo(-0.8, within(1e-12));
  }

  @Test
  void repetitionLetsAToleratedShareFree() {
    assertThat(repetition("a a a a a", 1, 0.8)).isZero();
    assertThat(repetition("a a a a a", 1, 0.6)).isCloseTo(-0.5, within(1e-12));
  }

  @Test
  void thinkingWordsCountOncePerPhraseInTheThought() {
    assertThat(thinking("Wait, I must re-evaluate.</think>")).isEqualTo(1);
    assertThat(thinking("Wait! wait! WAIT!</think>")).isEqualTo(0.5);
    assertThat(thinking("so</think><answer>wait, verify</answer>")).isZero();
    assertThat(thinking("awaiting the verifying reevaluation")).isZero();
  }

  @Test
  void thinkingWordsMustHoldEnoughPhrases() {
    assertThatThrownBy(
            () ->
                Defaults.with(
                    ThinkingWordsSettings.class, Map.of("phrases", List.of("wait"), "enough", 2)))
        .hasStackTraceContaining("enough must not exceed the number of phrases, but 2");
  }

  @Test
  void phrasesMustHoldWords() {
    assertThatThrownBy(() -> new ThinkingWords(new ThinkingWordsSettings(List.of("..."), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must hold a letter or a digit, but one is '...'");
  }
}
