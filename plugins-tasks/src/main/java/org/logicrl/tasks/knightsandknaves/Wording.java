package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

/**
 * Statements and puzzles in English.
 *
 * <p>Statements of depth 2 read as in the published files. Deeper ones, which those files do not
 * hold, put each compound part in parentheses, so that no two statements read the same: {@code If
 * (Zoey is a knave or Ava is a knight) then it is not the case that (...)}.
 *
 * @param names of each person
 */
record Wording(List<String> names, Roles roles) {

  private static final String MEETING = "You meet ";
  private static final String QUESTION = " So who is ";

  /** A statement as a clause, without a full stop. */
  String claim(Statement statement) {
    StringBuilder text = new StringBuilder(64);
    append(text, statement, true);
    return text.toString();
  }

  /**
   * The whole text of a puzzle.
   *
   * @param sayings how each person's statement is reported
   * @param order the people in the order of their sayings
   */
  String quiz(List<Statement> statements, List<Saying> sayings, int[] order) {
    StringBuilder text = new StringBuilder(320 + 64 * names.size());
    text.append("A very special island is inhabited only by ").append(roles.knight());
    text.append("s and ").append(roles.knave()).append("s. ").append(roles.capitalised(true));
    text.append("s always tell the truth, and ").append(roles.knave()).append("s always lie. ");
    text.append(MEETING).append(names.size()).append(" inhabitants: ");
    text.append(enumerate(names)).append('.');
    for (int person : order) {
      text.append(' ');
      sayings.get(person).append(text, names.get(person), claim(statements.get(person)));
    }
    text.append(QUESTION).append(roles.withArticle(true));
    text.append(" and who is ").append(roles.withArticle(false)).append('?');
    return text.toString();
  }

  /** The part of a puzzle's text that differs from puzzle to puzzle: the names and the sayings. */
  static String withoutFrame(String quiz) {
    int start = Math.max(0, quiz.indexOf(MEETING));
    int end = quiz.lastIndexOf(QUESTION);
    return quiz.substring(start, end < start ? quiz.length() : end);
  }

  /** Phrases in a row, with a comma before the 'and' of two, too. */
  static String enumerate(List<String> phrases) {
    int last = phrases.size() - 1;
    return String.join(", ", phrases.subList(0, last)) + ", and " + phrases.get(last);
  }

  private void append(StringBuilder text, Statement statement, boolean outermost) {
    if (statement instanceof Leaf leaf) {
      appendLeaf(text, leaf, " is ");
    } else if (statement instanceof Compound compound) {
      appendCompound(text, compound, outermost);
    }
  }

  private void appendLeaf(StringBuilder text, Leaf leaf, String verb) {
    text.append(names.get(leaf.person())).append(verb).append(roles.withArticle(leaf.knight()));
  }

  private void appendCompound(StringBuilder text, Compound compound, boolean outermost) {
    List<Statement> parts = compound.parts();
    switch (compound.connective()) {
      case NOT -> {
        if (parts.get(0) instanceof Leaf leaf) {
          appendLeaf(text, leaf, " is not ");
        } else {
          text.append("it is not the case that ");
          appendPart(text, parts.get(0));
        }
      }
      case AND -> appendJoined(text, parts, " and ");
      case OR -> appendJoined(text, parts, " or ");
      case EQUIVALENT -> appendJoined(text, parts, " if and only if ");
      case IMPLIES -> {
        text.append(outermost ? "If " : "if ");
        appendJoined(text, parts, " then ");
      }
    }
  }

  private void appendJoined(StringBuilder text, List<Statement> parts, String joint) {
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        text.append(joint);
      }
      appendPart(text, parts.get(i));
    }
  }

  private void appendPart(StringBuilder text, Statement part) {
    boolean simple = isSimple(part);
    text.append(simple ? "" : "(");
    append(text, part, false);
    text.append(simple ? "" : ")");
  }

  /** Whether a part is one clause: a leaf, or the negation of one. */
  private static boolean isSimple(Statement part) {
    return !(part instanceof Compound compound)
        || (compound.connective() == Connective.NOT && compound.parts().get(0) instanceof Leaf);
  }
}
