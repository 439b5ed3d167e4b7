package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Split;

final class DistinctNumberingTest {

  @Test
  void findsEveryPuzzleThereIs() {
    PuzzleSpace space = PuzzleSpace.of(PuzzleShape.published(2)).orElseThrow();
    long available = space.available(Split.TRAIN);
    KnightsAndKnavesTask task = distinct(available, 10, 2).task(1);
    assertThat(logic(task)).hasSize((int) available).doesNotHaveDuplicates();
  }

  @Test
  void givesEachNumberOfPeopleItsOwnPuzzles() {
    KnightsAndKnavesTask task = distinct(600, 10, 2, 3).task(1);
    assertThat(logic(task)).hasSize(600).doesNotHaveDuplicates();
    assertThat(task.problems(Split.TRAIN).get(599).difficulty()).isEqualTo("3 people");
  }

  @Test
  void refusesMoreTwoPersonPuzzlesThanThereAre() {
    assertThatThrownBy(() -> distinct(500, 10, 2).task(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("500 distinct puzzles for 2 people")
        .hasMessageContaining("of the 399 that have one solution")
        .hasMessageContaining("lower trainProblems");
  }

  @Test
  void refusesATestSplitThatIsTooLarge() {
    assertThatThrownBy(() -> distinct(100, 399, 2).task(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower heldOutProblems");
  }

  @Test
  void namesAllSplitsThatAreTooLargeAtOnce() {
    assertThatThrownBy(() -> Fixtures.people(2).with(s -> s.distinct = true).task(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but split train has 1000000000; lower trainProblems")
        .hasMessageContaining("of split validation, but only ")
        .hasMessageContaining("of split test, but only ")
        .hasMessageContaining("lower heldOutProblems");
  }

  @Test
  void refusesMoreThanItCanKeepApart() {
    assertThatThrownBy(() -> distinct(1_000_000_000, 10, 5).task(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 1000000 problems");
  }

  private static Fixtures.Builder distinct(long train, long heldOut, Integer... people) {
    return Fixtures.people(people)
        .with(s -> s.distinct = true)
        .with(s -> s.trainProblems = train)
        .with(s -> s.heldOutProblems = heldOut);
  }

  private static List<List<Statement>> logic(KnightsAndKnavesTask task) {
    List<Problem> problems = Fixtures.first(task.problems(Split.TRAIN), Integer.MAX_VALUE);
    return problems.stream().map(problem -> Fixtures.story(problem).puzzle().statements()).toList();
  }
}
