package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.logicrl.api.RandomStream;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;

/**
 * The response that solves a puzzle, from after {@code <think>} to {@code </answer>}: all that
 * decides how the demonstrations for supervised fine-tuning read.
 *
 * <p>The worked reasoning is meant for models that cannot reason yet, so each step needs only what
 * stands close before it, or can be copied: it tries the assignments in order, knights first; under
 * each it goes through the sayings, repeats each in the puzzle's own words, writes behind every
 * clause what its person is tried as and whether the clause is then true, and at the end the value
 * of the whole and whether that fits the speaker; the first misfit ends the attempt. What somebody
 * is tried as has words of its own, {@code honest} and {@code lying}, so that to look it up means
 * to look for one of two words that stand nowhere else.
 *
 * <p>Real demonstrations are not free of mistakes, and those here can be given two. With a rate of
 * slips, each claim's value is written down wrong with that probability, and the reasoning goes on
 * from there as if it were right. With a rate of haste, an assignment that has fitted everybody but
 * the last person is taken without that last check, with that probability. The answer is what the
 * reasoning comes to: the assignment that seemed to fit, or the last one.
 *
 * <pre>{@code
 * Try Zoey honest, Oliver honest. Zoey said that Oliver is not a knight (Oliver honest: false) = false no.
 * Try Zoey honest, Oliver lying. Zoey said that Oliver is not a knight (Oliver lying: true) = true ok. ...
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
      text.append(' ').append(tried(assignment, person));
    }
    text.append(". ");
    boolean fits = true;
    for (int person = 0; person < people && fits; person++) {
      if (person == people - 1 && happens(haste)) {
        break;
      }
      boolean holds = evaluate(person, assignment);
      fits = holds == Assignments.isKnight(assignment, person, people);
      text.append(" = ").append(holds).append(fits ? " ok. " : " no. ");
    }
    return fits;
  }

  /** Writes what a person said, with the value of every clause; returns what it comes to. */
  private boolean evaluate(int person, int assignment) {
    Statement statement = story.puzzle().statements().get(person);
    int people = story.names().size();
    Deque<Boolean> values = new ArrayDeque<>();
    String claim =
        story
            .wording()
            .claim(
                statement,
                (leaf, negated) -> {
                  boolean holds = leaf.holds(assignment, people) != negated;
                  values.add(holds != happens(slips));
                  return " (%s %s: %s)"
                      .formatted(
                          story.names().get(leaf.person()),
                          tried(assignment, leaf.person()),
                          values.getLast());
                });
    text.append(story.names().get(person)).append(" said that ").append(claim);
    return value(statement, values);
  }

  /** What a statement comes to when its simple clauses, from left to right, have these values. */
  private static boolean value(Statement statement, Deque<Boolean> clauses) {
    if (Wording.isSimple(statement) || !(statement instanceof Compound compound)) {
      return clauses.remove();
    }
    return compound
        .connective()
        .value(compound.parts().stream().map(part -> value(part, clauses)).toList());
  }

  private String tried(int assignment, int person) {
    boolean knight = Assignments.isKnight(assignment, person, story.names().size());
    return knight ? "honest" : "lying";
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
