package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logicrl.api.RandomStream;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

final class SolverTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 7, 10})
  void agreesWithTryingEveryAssignment(int people) {
    StatementSampler sampler =
        new StatementSampler(PuzzleShape.published(people), Draws.of(new RandomStream(people)));
    for (int i = 0; i < 300; i++) {
      List<Statement> statements = sampler.statements();
      List<Integer> solutions =
          IntStream.range(0, 1 << people)
              .filter(assignment -> solves(statements, assignment))
              .boxed()
              .toList();
      assertThat(Solver.uniqueSolution(statements).isPresent()).isEqualTo(solutions.size() == 1);
      Solver.uniqueSolution(statements)
          .ifPresent(solution -> assertThat(solution).isEqualTo(solutions.get(0)));
    }
  }

  @Test
  void solvesThePapersExample() {
    Statement zoey = new Compound(Connective.NOT, List.of(new Leaf(1, true)));
    Statement oliver =
        new Compound(Connective.EQUIVALENT, List.of(new Leaf(1, true), new Leaf(0, false)));
    Puzzle puzzle = Puzzle.of(List.of(zoey, oliver)).orElseThrow();
    assertThat(puzzle.isKnight(0)).isFalse();
    assertThat(puzzle.isKnight(1)).isTrue();
  }

  @Test
  void solvesForTwentyPeople() {
    // Person 0 says 'I am a knight and 19 is a knave, or I am a knave', so 0 is a knight and 19 a
    // knave; everybody else says that their predecessor is a knave.
    List<Statement> statements = new ArrayList<>();
    statements.add(
        new Compound(
            Connective.OR,
            List.of(
                new Compound(Connective.AND, List.of(new Leaf(0, true), new Leaf(19, false))),
                new Leaf(0, false))));
    IntStream.range(1, 20).forEach(person -> statements.add(new Leaf(person - 1, false)));
    Puzzle puzzle = Puzzle.of(statements).orElseThrow();
    assertThat(IntStream.range(0, 20).filter(puzzle::isKnight))
        .containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
  }

  private static boolean solves(List<Statement> statements, int assignment) {
    int people = statements.size();
    return IntStream.range(0, people)
        .allMatch(
            person ->
                statements.get(person).holds(assignment, people)
                    == Assignments.isKnight(assignment, person, people));
  }
}
