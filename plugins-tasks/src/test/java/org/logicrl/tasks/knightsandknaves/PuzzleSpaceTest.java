package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.task.Split;

final class PuzzleSpaceTest {

  @Test
  void countsThe399PuzzlesOfTwoPeople() {
    PuzzleSpace space = PuzzleSpace.of(PuzzleShape.published(2)).orElseThrow();
    assertThat(space.total()).isEqualTo(399);
  }

  @Test
  void givesEightTenthsToTraining() {
    PuzzleSpace space = PuzzleSpace.of(PuzzleShape.published(3)).orElseThrow();
    assertThat((double) space.available(Split.TRAIN) / space.total()).isBetween(0.795, 0.805);
    assertThat((double) space.available(Split.TEST) / space.total()).isBetween(0.095, 0.105);
  }

  @Test
  void doesNotCountForHours() {
    assertThat(PuzzleSpace.of(PuzzleShape.published(4))).isEmpty();
    assertThat(PuzzleSpace.of(new PuzzleShape(20, 5, 8))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2,2,2,900", "3,2,2,729000", "4,2,2,1097199376", "2,2,3,1764"})
  void knowsTheNumberOfCombinations(int people, int depth, int width, double expected) {
    assertThat(new PuzzleShape(people, depth, width).combinations()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2,2,3", "3,2,2", "2,3,2"})
  void listsAsManyStatementsAsThereAre(int people, int depth, int width) {
    PuzzleShape shape = new PuzzleShape(people, depth, width);
    int statements = PuzzleSpace.statements(shape, 0, depth).size();
    assertThat(shape.combinations()).isEqualTo(StrictMath.pow(statements, people));
  }

  @Test
  void refusesAPuzzleForOnePerson() {
    assertThatThrownBy(() -> new PuzzleShape(1, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no puzzle for 1 people");
  }

  @Test
  void refusesStatementsWithoutConnectives() {
    assertThatThrownBy(() -> new PuzzleShape(3, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depth must be at least 2, but is 1");
  }

  @Test
  void refusesStatementsThatNobodyCanRead() {
    assertThatThrownBy(() -> new PuzzleShape(20, 10, 39))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower depth or width");
  }

  @Test
  void refusesToJoinMoreClaimsThanThereAre() {
    assertThatThrownBy(() -> new PuzzleShape(2, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("among 2 people a speaker has only 3 simple claims");
  }
}
