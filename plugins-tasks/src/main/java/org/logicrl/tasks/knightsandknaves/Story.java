package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A puzzle with names and words: everything a row of the published files is made of.
 *
 * @param index where the puzzle stands in its source
 * @param names of each person
 * @param quiz the whole text, from the island to the question
 */
record Story(long index, Puzzle puzzle, List<String> names, Roles roles, String quiz) {

  /** How statements read in this story. */
  Wording wording() {
    return new Wording(names, roles);
  }

  /** The solution as a sentence: {@code Zoey is a knave, and Oliver is a knight.} */
  String solutionSentence() {
    return Wording.enumerate(identities(puzzle.solution())) + ".";
  }

  /** The solution as numbered lines: what answers are checked against. */
  String solutionLines() {
    return linesOf(puzzle.solution());
  }

  /** An assignment in the form of {@link #solutionLines()}. */
  String linesOf(int assignment) {
    List<String> identities = identities(assignment);
    return IntStream.range(0, identities.size())
        .mapToObj(person -> "(" + (person + 1) + ") " + identities.get(person))
        .collect(Collectors.joining("\n"));
  }

  /** The solution, true for a knight. */
  List<Boolean> solution() {
    return IntStream.range(0, names.size()).mapToObj(puzzle::isKnight).toList();
  }

  private List<String> identities(int assignment) {
    int people = names.size();
    return IntStream.range(0, people)
        .mapToObj(
            person ->
                names.get(person)
                    + " is "
                    + roles.withArticle(Assignments.isKnight(assignment, person, people)))
        .toList();
  }
}
