package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import java.util.Optional;
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
 * and whether that fits what the speaker is; the first misfit ends the attempt. What somebody is
 * tried as has words of its own, {@code honest} and {@code lying}, so that to look it up means to
 * look for one of two words that stand nowhere else.
 *
 * <pre>{@code
 * Try Zoey honest, Oliver honest. Zoey: not Oliver knight true = false no.
 * Try Zoey honest, Oliver lying. Zoey: not Oliver knight false = true ok. ...
 * }</pre>
 */
final class WorkedSolution {

  private static final int MOST_ATTEMPTS = 1 << 12;

  private final Story story;
  private final StringBuilder text = new StringBuilder();

  private WorkedSolution(Story story) {
    this.story = story;
  }

  /**
   * The response with a kind of reasoning; empty where the worked one would try too many
   * assignments, which happens only with more than twelve people.
   */
  static Optional<String> of(Story story, ChainOfThought chainOfThought) {
    if (chainOfThought == ChainOfThought.WORKED && story.puzzle().solution() >= MOST_ATTEMPTS) {
      return Optional.empty();
    }
    List<Statement> statements = story.puzzle().statements();
    String reasoning =
        switch (chainOfThought) {
          case WORKED -> new WorkedSolution(story).attempts();
          case PUBLISHED -> PublishedReasoning.of(statements, story.wording()).text();
          case WRONG_STEP -> CorruptedReasoning.withWrongStep(story).text();
          case SHUFFLED -> CorruptedReasoning.shuffled(story).text();
          case NONE -> "";
        };
    return Optional.of(reasoning + "</think><answer>" + story.solutionLines() + "</answer>");
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
      text.append(person == 0 ? "" : ", ").append(story.names().get(person));
      text.append(Assignments.isKnight(assignment, person, people) ? " honest" : " lying");
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

  /** A statement with the value of every claim in it, and of every compound part. */
  private void evaluation(Statement statement, int assignment) {
    if (statement instanceof Leaf leaf) {
      text.append(story.names().get(leaf.person())).append(' ');
      text.append(story.roles().word(leaf.knight())).append(' ');
      text.append(leaf.holds(assignment, story.names().size()));
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
