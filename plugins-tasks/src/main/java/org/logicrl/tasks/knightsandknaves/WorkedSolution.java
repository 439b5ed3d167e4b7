package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logicrl.api.RandomStream;
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
 * <p>Real demonstrations are not free of mistakes, and those here can be given two. With a rate of
 * slips, each claim's value is written down wrong with that probability, and the reasoning goes on
 * from there as if it were right. With a rate of haste, an assignment that has fitted everybody but
 * the last person is taken without that last check, with that probability. The answer is what the
 * reasoning comes to: the assignment that seemed to fit, or the last one.
 *
 * <pre>{@code
 * Try Zoey honest, Oliver honest. Zoey: not Oliver knight honest true = false no.
 * Try Zoey honest, Oliver lying. Zoey: not Oliver knight lying false = true ok. ...
 * }</pre>
 */
final class WorkedSolution {

  private static final int MOST_ATTEMPTS = 1 << 12;

  private final Story story;
  private final double slips;
  private final double haste;
  private final RandomStream random;
  private final StringBuilder text = new StringBuilder();

  private WorkedSolution(Story story, double slips, double haste) {
    this.story = story;
    this.slips = slips;
    this.haste = haste;
    long puzzle = Fingerprint.of(story.puzzle().statements());
    this.random =
        new RandomStream(RandomStream.key(puzzle, "knights-and-knaves flaws", story.index()));
  }

  /**
   * The response with a kind of reasoning; empty where the worked one would try too many
   * assignments, which happens only with more than twelve people.
   *
   * @param slips the probability with which worked reasoning gives a claim the wrong value
   * @param haste the probability with which it leaves out the last person's check
   */
  static Optional<String> of(
      Story story, ChainOfThought chainOfThought, double slips, double haste) {
    if (chainOfThought == ChainOfThought.WORKED) {
      return story.puzzle().solution() >= MOST_ATTEMPTS
          ? Optional.empty()
          : Optional.of(new WorkedSolution(story, slips, haste).response());
    }
    List<Statement> statements = story.puzzle().statements();
    String reasoning =
        switch (chainOfThought) {
          case PUBLISHED -> PublishedReasoning.of(statements, story.wording()).text();
          case WRONG_STEP -> CorruptedReasoning.withWrongStep(story).text();
          case SHUFFLED -> CorruptedReasoning.shuffled(story).text();
          case NONE, WORKED -> "";
        };
    return Optional.of(reasoning + answer(story.solutionLines()));
  }

  private static String answer(String lines) {
    return "</think><answer>" + lines + "</answer>";
  }

  private String response() {
    int last = Math.min(MOST_ATTEMPTS, 1 << story.names().size()) - 1;
    int assignment = 0;
    while (!attempt(assignment) && assignment < last) {
      assignment++;
    }
    return text + answer(story.linesOf(assignment));
  }

  /** Tries an assignment; whether it seems to fit. */
  private boolean attempt(int assignment) {
    int people = story.names().size();
    text.append("Try ");
    for (int person = 0; person < people; person++) {
      text.append(person == 0 ? "" : ", ").append(story.names().get(person));
      text.append(' ').append(tried(person, assignment));
    }
    text.append(". ");
    boolean fits = true;
    for (int person = 0; person < people && fits; person++) {
      if (person == people - 1 && happens(haste)) {
        break;
      }
      text.append(story.names().get(person)).append(": ");
      boolean holds = evaluate(story.puzzle().statements().get(person), assignment);
      fits = holds == Assignments.isKnight(assignment, person, people);
      text.append(" = ").append(holds).append(fits ? " ok. " : " no. ");
    }
    return fits;
  }

  /** Writes a statement with the value of every claim in it; returns what it comes to. */
  private boolean evaluate(Statement statement, int assignment) {
    if (statement instanceof Leaf leaf) {
      boolean holds = leaf.holds(assignment, story.names().size()) != happens(slips);
      text.append(story.names().get(leaf.person())).append(' ');
      text.append(story.roles().word(leaf.knight())).append(' ');
      text.append(tried(leaf.person(), assignment)).append(' ').append(holds);
      return holds;
    }
    Compound compound = (Compound) statement;
    List<Boolean> values = new ArrayList<>();
    for (int i = 0; i < compound.parts().size(); i++) {
      text.append(joint(compound.connective(), i));
      values.add(evaluatePart(compound.parts().get(i), assignment));
    }
    return compound.connective().value(values);
  }

  /** What somebody is under an assignment, in the words of a trial. */
  private String tried(int person, int assignment) {
    boolean knight = Assignments.isKnight(assignment, person, story.names().size());
    return knight ? "honest" : "lying";
  }

  private boolean evaluatePart(Statement part, int assignment) {
    if (part instanceof Leaf) {
      return evaluate(part, assignment);
    }
    text.append('(');
    boolean holds = evaluate(part, assignment);
    text.append(" = ").append(holds).append(')');
    return holds;
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
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
