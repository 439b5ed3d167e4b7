package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The logic of a puzzle that has exactly one solution.
 *
 * @param statements what each person says, person 0 first
 * @param solution the number of the only assignment that fits, see {@link Assignments}
 */
record Puzzle(List<Statement> statements, int solution) {

  /** The puzzle of these statements; empty unless it has exactly one solution. */
  static Optional<Puzzle> of(List<Statement> statements) {
    OptionalInt solution = Solver.uniqueSolution(statements);
    return solution.isEmpty()
        ? Optional.empty()
        : Optional.of(new Puzzle(statements, solution.getAsInt()));
  }

  /** The number of people. */
  int people() {
    return statements.size();
  }

  /** Whether the solution makes a person a knight. */
  boolean isKnight(int person) {
    return Assignments.isKnight(solution, person, people());
  }

  /** The statements in Python's notation, as the published files store them. */
  String python() {
    return statements.stream().map(Statement::python).collect(Collectors.joining(", ", "(", ")"));
  }
}
