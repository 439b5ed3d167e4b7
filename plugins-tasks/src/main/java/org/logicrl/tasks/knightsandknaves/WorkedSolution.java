package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

/**
 * The response that solves a puzzle, from after {@code <think>} to {@code </answer>}: all that
 * decides how the demonstrations for supervised fine-tuning read.
 *
 * <p>The worked reasoning is meant for models that cannot reason yet, so each step needs only what
 * stands close before it: it tries the assignments in order, knights first; under each it goes
 * through the sayings, writes down the value of every claim in them, then the value of the whole,
 * and whether that fits what the speaker is; the first misfit ends the attempt.
 *
 * <pre>{@code
 * Try Zoey knight, Oliver knight. Zoey: not Oliver knight true = false no.
 * Try Zoey knight, Oliver knave. Zoey: not Oliver knight false = true ok. ...
 * }</pre>
 */
final class WorkedSolution {

  private final Story story;
  private final StringBuilder text = new StringBuilder();

  private WorkedSolution(Story story) {
    this.story = story;
  }

  /** The response with a kind of reasoning. */
  static String of(Story story, ChainOfThought chainOfThought) {
    List<Statement> statements = story.puzzle().statements();
    String reasoning =
        switch (chainOfThought) {
          case WORKED -> new WorkedSolution(story).attempts();
          case PUBLISHED -> PublishedReasoning.of(statements, story.wording()).text();
          case WRONG_STEP -> CorruptedReasoning.withWrongStep(story).text();
          case SHUFFLED -> CorruptedReasoning.shuffled(story).text();
          case NONE -> "";
        };
    return reasoning + "</think><answer>" + story.solutionLines() + "</answer>";
  }

  private String attempts() {
    for (int assignment = 0; assignment <= story.puzzle().solution(); assignment++) {
      attempt(assignment);
    }
    return text.toString();
  }

  private void attempt(int assignment) {
    int people = story.names().size();
    text.append("Try ");
    for (int person = 0; person < people; person++) {
      text.append(person == 0 ? "" : ", ");
      identity(person, Assignments.isKnight(assignment, person, people));
    }
    text.append(". ");
    boolean fits = true;
    for (int person = 0; person < people && fits; person++) {
      Statement statement = story.puzzle().statements().get(person);
      boolean holds = statement.holds(assignment, people);
      fits = holds == Assignments.isKnight(assignment, person, people);
      text.append(story.names().get(person)).append(": ");
      evaluation(statement, assignment);
      text.append(" = ").append(holds).append(fits ? " ok. " : " no. ");
    }
  }

  private void identity(int person, boolean knight) {
    text.append(story.names().get(person)).append(' ').append(story.roles().word(knight));
  }

  /** A statement with the value of every claim in it, and of every compound part. */
  private void evaluation(Statement statement, int assignment) {
    if (statement instanceof Leaf leaf) {
      identity(leaf.person(), leaf.knight());
      text.append(' ').append(leaf.holds(assignment, story.names().size()));
    } else if (statement instanceof Compound compound) {
      for (int i = 0; i < compound.parts().size(); i++) {
        text.append(joint(compound.connective(), i));
        part(compound.parts().get(i), assignment);
      }
    }
  }

  private void part(Statement part, int assignment) {
    if (part instanceof Leaf) {
      evaluation(part, assignment);
    } else {
      text.append('(');
      evaluation(part, assignment);
      text.append(" = ").append(part.holds(assignment, story.names().size())).append(')');
    }
  }

  /** What stands before a part. */
  private static String joint(Connective connective, int part) {
    if (part == 0) {
      return connective == Connective.NOT ? "not " : "";
    }
    return switch (connective) {
      case AND -> " and ";
      case OR -> " or ";
      case IMPLIES -> " then ";
      case EQUIVALENT -> " iff ";
      case NOT -> throw new AssertionError("a negation has one part");
    };
  }
}
