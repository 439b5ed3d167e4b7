package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The chain of thought of the published files: one person after the other is assumed to be a
 * knight, then a knave, and whoever contradicts what is assumed so far ends the assumption.
 *
 * <p>Who comes next is decided on the way: after a consistent assumption, the people whom that
 * person spoke about are taken first. This is step-by-step search with backtracking, and its steps
 * are what the files print.
 */
final class PublishedReasoning {

  /** The sentence before the steps. */
  static final String HEAD =
      "Let's think step by step, by considering whether each person is lying and if that leads to"
          + " contradiction.";

  private static final String FEASIBLE = "This leads to a feasible solution.";
  private static final String INFEASIBLE = "All the configurations lead to contradictions.";

  private final List<Statement> statements;
  private final Wording wording;

  /** How many of (knight, knave) each person has been assumed to be, since last reset. */
  private final int[] tried;

  private final int[] order;
  private final List<String> steps = new ArrayList<>();

  /**
   * The bits of the people assumed to be something, and those of the people assumed to be knaves.
   */
  private int assumed;

  private int knaves;

  private PublishedReasoning(List<Statement> statements, Wording wording) {
    this.statements = statements;
    this.wording = wording;
    this.tried = new int[statements.size()];
    this.order = new int[statements.size()];
    Arrays.setAll(order, person -> person);
  }

  /**
   * The reasoning about a puzzle.
   *
   * @param statements what each person says; they may have any number of solutions
   */
  static Reasoning of(List<Statement> statements, Wording wording) {
    PublishedReasoning search = new PublishedReasoning(statements, wording);
    boolean feasible = search.run();
    return new Reasoning(HEAD, List.copyOf(search.steps), feasible ? FEASIBLE : INFEASIBLE);
  }

  private boolean run() {
    int cursor = 0;
    while (cursor < order.length) {
      if (tried[order[cursor]] == 2) {
        cursor = walkBack(cursor);
        if (cursor < 0) {
          return false;
        }
      }
      int person = order[cursor];
      assume(person, tried[person]++ == 0);
      int contradicted = firstContradicted();
      if (contradicted >= 0) {
        steps.add(conflict(person, contradicted));
      } else {
        steps.add(consistent(person));
        cursor++;
        bringForward(statements.get(person).mentions(), cursor);
      }
    }
    return true;
  }

  /** Forgets people with nothing left to assume; where one is left, that is the new cursor. */
  private int walkBack(int from) {
    List<String> exhausted = new ArrayList<>();
    int cursor = from;
    while (cursor >= 0 && tried[order[cursor]] == 2) {
      int person = order[cursor];
      tried[person] = 0;
      assumed &= ~bit(person);
      knaves &= ~bit(person);
      exhausted.add(wording.names().get(person));
      cursor--;
    }
    if (cursor >= 0) {
      steps.add(reconsider(exhausted, wording.names().get(order[cursor])));
    }
    return cursor;
  }

  private void assume(int person, boolean knight) {
    assumed |= bit(person);
    knaves = knight ? knaves & ~bit(person) : knaves | bit(person);
  }

  /** The first person whose assumed role no completion of the assumptions allows; -1 if none. */
  private int firstContradicted() {
    for (int person = 0; person < order.length; person++) {
      if ((assumed & bit(person)) != 0 && !canFit(person)) {
        return person;
      }
    }
    return -1;
  }

  private boolean canFit(int person) {
    Statement statement = statements.get(person);
    int open = 0;
    for (int mentioned : statement.mentions()) {
      open |= bit(mentioned) & ~assumed;
    }
    // The people it does not mention cannot change its value; the others run through all subsets.
    int completion = 0;
    do {
      if (statement.holds(knaves | completion, order.length) == isKnight(person)) {
        return true;
      }
      completion = (completion - open) & open;
    } while (completion != 0);
    return false;
  }

  private void bringForward(List<Integer> mentions, int cursor) {
    for (int i = mentions.size() - 1; i >= 0; i--) {
      for (int at = cursor; at < order.length; at++) {
        if (order[at] == mentions.get(i)) {
          System.arraycopy(order, cursor, order, cursor + 1, at - cursor);
          order[cursor] = mentions.get(i);
        }
      }
    }
  }

  private String consistent(int person) {
    return "Assume %s is %s. No contradiction is found in their %sclaim that %s."
        .formatted(
            wording.names().get(person),
            wording.roles().withArticle(isKnight(person)),
            isKnight(person) ? "" : "false ",
            wording.claim(statements.get(person)));
  }

  private String conflict(int person, int contradicted) {
    return "%s cannot be %s, because this would contradict the %sclaim of %s that %s."
        .formatted(
            wording.names().get(person),
            wording.roles().withArticle(isKnight(person)),
            isKnight(contradicted) ? "" : "false ",
            person == contradicted ? "their own" : wording.names().get(contradicted),
            wording.claim(statements.get(contradicted)));
  }

  private static String reconsider(List<String> exhausted, String name) {
    String names =
        exhausted.size() > 2 ? Wording.enumerate(exhausted) : String.join(" and ", exhausted);
    return "We have exhausted all possibilities for %s, so let us go back and reconsider %s."
        .formatted(names, name);
  }

  private boolean isKnight(int person) {
    return (knaves & bit(person)) == 0;
  }

  private int bit(int person) {
    return Assignments.knaveBit(person, order.length);
  }

  /**
   * A chain of thought.
   *
   * @param head the sentence before the steps
   * @param foot the sentence after them
   */
  record Reasoning(String head, List<String> steps, String foot) {

    /** One sentence on each line. */
    String text() {
      return head + "\n" + String.join("\n", steps) + "\n" + foot;
    }
  }
}
