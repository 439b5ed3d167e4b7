package com.example.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

final class GamesTest {

  private static final int SAMPLE = 1000;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void findsGamesForEverySplitUnderTheTightestSettings(int numbers) {
    Games games = new Games(Settings.tightest(numbers), 1);
    for (Split split : Split.values()) {
      assertThat(games.problems(split).get(0).reference()).contains("=");
    }
  }

  @Test
  void sharesNoGameBetweenSplitsInWhateverOrderTheNumbersStandAndWhateverTheSeed()
      throws Exception {
    Map<Game, Split> seen = new HashMap<>();
    for (long seed = 1; seed <= 3; seed++) {
      Games games = new Games(Settings.tightest(2), seed);
      for (Split split : Split.values()) {
        ProblemSet problems = games.problems(split);
        for (long index = 0; index < SAMPLE; index++) {
          Game game = Game.solvedBy(problems.get(index).reference()).inOrder();
          assertThat(seen.putIfAbsent(game, split)).as("%s", game).isIn(null, split);
        }
      }
    }
    assertThat(seen.values()).contains(Split.values());
  }

  @ParameterizedTest
  @EnumSource
  void keepsToTheSettings(Split split) throws Exception {
    ProblemSet problems = new Games(Settings.defaults(), 1).problems(split);
    List<Integer> sizes = split == Split.OUT_OF_DISTRIBUTION ? List.of(5) : List.of(3, 4);
    for (long index = 0; index < SAMPLE; index++) {
      Game game = Game.solvedBy(problems.get(index).reference());
      assertThat(game.numbers()).allSatisfy(number -> assertThat(number).isBetween(1, 99));
      assertThat(game.numbers()).hasSize(sizes.get((int) (index % sizes.size())));
      assertThat(game.target()).isBetween(1, 99);
    }
  }

  @Test
  void asksForTheNumbersAndTheTargetOfTheReference() throws Exception {
    var problem = new Games(Settings.defaults(), 1).problems(Split.TEST).get(7);
    List<Integer> asked =
        problem
            .question()
            .replaceAll("\\D+", " ")
            .strip()
            .lines()
            .flatMap(line -> List.of(line.split(" ")).stream())
            .map(Integer::valueOf)
            .toList();
    Game game = new Game(asked.subList(1, asked.size()), asked.get(0));
    assertThat(game.inOrder()).isEqualTo(Game.solvedBy(problem.reference()).inOrder());
    assertThat(problem.difficulty()).isEqualTo("4 numbers");
  }

  @Test
  void refusesSettingsWithoutASize() {
    assertThatThrownBy(() -> new CountdownSettings(List.of(), 99, 99, PromptStyle.TEXT, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as [3]");
  }
}
