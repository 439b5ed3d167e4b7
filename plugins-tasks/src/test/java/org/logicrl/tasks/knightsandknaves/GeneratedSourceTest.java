package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

final class GeneratedSourceTest {

  @ParameterizedTest
  @CsvSource({"2,2,2", "2,2,3", "3,3,2", "5,2,4", "8,2,2", "12,4,3"})
  void makesPuzzlesWithOneSolution(int people, int depth, int width) {
    KnightsAndKnavesTask task =
        Fixtures.people(people).with(s -> s.depth = depth).with(s -> s.width = width).task(1);
    for (Problem problem : Fixtures.first(task.problems(Split.TRAIN), 50)) {
      Puzzle puzzle = Fixtures.story(problem).puzzle();
      assertThat(puzzle.people()).isEqualTo(people);
      assertThat(Solver.uniqueSolution(puzzle.statements())).hasValue(puzzle.solution());
    }
  }

  @Test
  void makesPuzzlesForTwentyPeople() {
    KnightsAndKnavesTask task = Fixtures.people(20).task(1);
    Problem problem = task.problems(Split.TRAIN).get(0);
    assertThat(Fixtures.story(problem).names()).hasSize(20).doesNotHaveDuplicates();
    assertThat(task.problems(Split.OUT_OF_DISTRIBUTION).get(0).difficulty()).isEqualTo("21 people");
  }

  @Test
  void takesNumbersOfPeopleInTurn() {
    ProblemSet problems = Fixtures.people(2, 3).task(1).problems(Split.TRAIN);
    assertThat(Fixtures.first(problems, 4))
        .extracting(Problem::difficulty)
        .containsExactly("2 people", "3 people", "2 people", "3 people");
    assertThat(problems.get(17).id()).isEqualTo("train/17");
    assertThat(problems.ordered()).isFalse();
  }

  @Test
  void addsAPersonOutOfDistribution() {
    ProblemSet problems = Fixtures.people(2, 4, 3).task(1).problems(Split.OUT_OF_DISTRIBUTION);
    assertThat(Fixtures.first(problems, 20))
        .allSatisfy(problem -> assertThat(problem.difficulty()).isEqualTo("5 people"));
  }

  @Test
  void keepsTheLogicOfSplitsDisjointWhateverTheSeed() {
    Set<List<Statement>> train = logic(Fixtures.people(2).task(1), Split.TRAIN, 2000);
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      assertThat(logic(Fixtures.people(2).task(2), split, 500)).doesNotContainAnyElementsOf(train);
    }
  }

  @Test
  void dependsOnTheSeed() {
    assertThat(Fixtures.people(3).task(1).problems(Split.TRAIN).get(0).question())
        .isNotEqualTo(Fixtures.people(3).task(2).problems(Split.TRAIN).get(0).question());
  }

  @Test
  void reachesTheLastOfManyProblems() {
    ProblemSet problems =
        Fixtures.people(3)
            .with(s -> s.trainProblems = Long.MAX_VALUE)
            .task(1)
            .problems(Split.TRAIN);
    assertThat(problems.get(Long.MAX_VALUE - 1).question()).isNotBlank();
  }

  @Test
  void goesFromFewPeopleToManyInACurriculum() {
    ProblemSet problems =
        Fixtures.people(4, 2, 2)
            .with(s -> s.curriculum = true)
            .with(s -> s.problemsPerStage = 3)
            .task(1)
            .problems(Split.TRAIN);
    assertThat(problems.ordered()).isTrue();
    assertThat(Fixtures.first(problems, 100))
        .extracting(Problem::difficulty)
        .containsExactly("2 people", "2 people", "2 people", "4 people", "4 people", "4 people");
  }

  @ParameterizedTest
  @EnumSource(names = {"PERTURBED_STATEMENT", "PERTURBED_LEAF"})
  void changesOneStatementAndTheSolution(Perturbation perturbation) {
    ProblemSet originals = Fixtures.people(4).task(1).problems(Split.TRAIN);
    ProblemSet changed =
        Fixtures.people(4).with(s -> s.perturbation = perturbation).task(1).problems(Split.TRAIN);
    int found = 0;
    for (long index = 0; index < 100; index++) {
      if (changed.has(index)) {
        found++;
        Story before = Fixtures.story(originals.get(index));
        Story after = Fixtures.story(changed.get(index));
        assertThat(after.names()).isEqualTo(before.names());
        assertThat(after.puzzle().solution()).isNotEqualTo(before.puzzle().solution());
        List<Statement> kept = new ArrayList<>(after.puzzle().statements());
        kept.retainAll(before.puzzle().statements());
        assertThat(kept).hasSizeGreaterThanOrEqualTo(3);
      }
    }
    assertThat(found).isGreaterThan(80);
  }

  @Test
  void keepsTheLogicOfSplitsDisjointWhenItChanges() {
    // 3,000 hold nearly all of the 321 training puzzles of two people.
    Set<List<Statement>> train = logic(Fixtures.people(2).task(1), Split.TRAIN, 3000);
    assertThat(train).hasSizeGreaterThan(300);
    KnightsAndKnavesTask changed =
        Fixtures.people(2).with(s -> s.perturbation = Perturbation.PERTURBED_LEAF).task(1);
    assertThat(logic(changed, Split.TEST, 100)).doesNotContainAnyElementsOf(train);
  }

  @Test
  void hasNoProblemWhereNoChangeWasFound() {
    ProblemSet problems =
        Fixtures.people(2)
            .with(s -> s.perturbation = Perturbation.PERTURBED_LEAF)
            .task(1)
            .problems(Split.TEST);
    long index = 0;
    while (problems.has(index)) {
      index++;
    }
    long missing = index;
    assertThatThrownBy(() -> problems.get(missing))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("no problem at index " + missing);
  }

  private static Set<List<Statement>> logic(KnightsAndKnavesTask task, Split split, int count) {
    return Fixtures.first(task.problems(split), count).stream()
        .map(problem -> Fixtures.story(problem).puzzle().statements())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
