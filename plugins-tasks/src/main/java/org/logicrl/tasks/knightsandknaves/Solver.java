package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.OptionalInt;

/**
 * Finds all solutions of a puzzle: the assignments under which everybody's statement is true
 * exactly when they are a knight.
 *
 * <p>It looks at every assignment, 64 at a time: for each person the word {@code truthTable(what
 * they say) XOR knights(who they are)} marks the assignments that they contradict, and what no
 * person contradicts is a solution.
 */
final class Solver {

  private Solver() {}

  /** The only solution; empty when there is none or more than one. */
  static OptionalInt uniqueSolution(List<Statement> statements) {
    int people = statements.size();
    int words = Assignments.words(people);
    int found = -1;
    for (int word = 0; word < words; word++) {
      long solutions = solutions(statements, word);
      if (solutions == 0) {
        continue;
      }
      if (found >= 0 || (solutions & (solutions - 1)) != 0) {
        return OptionalInt.empty();
      }
      found = word * Long.SIZE + Long.numberOfTrailingZeros(solutions);
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private static long solutions(List<Statement> statements, int word) {
    int people = statements.size();
    long solutions = Assignments.valid(people);
    for (int person = 0; person < people && solutions != 0; person++) {
      long said = statements.get(person).truthTable(people, word);
      solutions &= ~(said ^ Assignments.knights(person, people, word));
    }
    return solutions;
  }
}
