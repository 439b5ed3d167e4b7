package com.example.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Verdict;

final class GameTest {

  private static final Game GAME = new Game(List.of(3, 3, 8, 8), 24);

  @ParameterizedTest
  @ValueSource(strings = {"8/(3-8/3)", "8 / ( 3 - 8 / 3 )", "8/(3-(8/3)) = 24", "\n8/(3-8/3)=24\t"})
  void takesAnyExpressionThatReachesTheTarget(String answer) {
    assertThat(GAME.judge(answer)).isEqualTo(Verdict.correct());
  }

  @ParameterizedTest
  @CsvSource({
    "3*8+3-8, 'it makes 19, but the target is 24'",
    "3*8, 'it uses 2 numbers, but 4 are given'",
    "3*8+8-8, 'it uses [3, 8, 8, 8], but [3, 3, 8, 8] are given'",
    "8*8/(3-3), it divides by zero",
    "8/(3-8/3)=25, 'it says 25, but the target is 24'"
  })
  void saysWhyAnAnswerIsWrong(String answer, String reason) {
    assertThat(GAME.judge(answer)).isEqualTo(Verdict.wrong(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "=24", "8/(3-8/3)=", "8/(3-8/3)=12+12", "8/(3-8/3)=24=24"})
  void doesNotTakeHalfAnAnswer(String answer) {
    assertThat(GAME.judge(answer).outcome()).isNotEqualTo(Outcome.CORRECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9*", "9-", "(", "((1)*", "1+", "=", "123456789*"})
  void judgesAMegabyteInTime(String piece) {
    String answer = piece.repeat(1_000_000 / piece.length()) + "9";
    Verdict verdict = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> GAME.judge(answer));
    assertThat(verdict.outcome()).isIn(Outcome.WRONG, Outcome.UNPARSEABLE);
    assertThat(verdict.reason()).hasSizeLessThan(100);
  }

  @Test
  void readsAGameFromAnEquationThatSolvesIt() throws Exception {
    assertThat(Game.solvedBy("8/(3-8/3)=24").inOrder()).isEqualTo(GAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8/(3-8/3)", "24", "0+5=5", "Zoey is a knight"})
  void readsNoGameFromOtherTexts(String text) {
    assertThatThrownBy(() -> Game.solvedBy(text)).isInstanceOf(ParseException.class);
  }
}
