package org.logicrl.tasks.knightsandknaves;

import java.util.ArrayList;
import java.util.List;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

/**
 * Draws random statements, in the order of draws of the published sampler.
 *
 * <p>A die with six faces decides the form: a leaf, NOT, AND, OR, IMPLIES, EQUIVALENT, each as
 * likely as any other; at depth 1 the die is thrown but only a leaf remains. Nobody says 'I am a
 * knave'. The parts of one compound differ from each other.
 */
final class StatementSampler {

  private static final Connective[] FACES = {
    Connective.NOT, Connective.AND, Connective.OR, Connective.IMPLIES, Connective.EQUIVALENT
  };

  private final PuzzleShape shape;
  private final Draws draws;

  StatementSampler(PuzzleShape shape, Draws draws) {
    this.shape = shape;
    this.draws = draws;
  }

  /** A statement for each person. */
  List<Statement> statements() {
    Statement[] statements = new Statement[shape.people()];
    for (int person = 0; person < statements.length; person++) {
      statements[person] = statement(person);
    }
    return List.of(statements);
  }

  /** A statement that a person makes. */
  Statement statement(int person) {
    return statement(person, shape.depth());
  }

  /** A statement without connectives that a person makes. */
  Statement leaf(int person) {
    return statement(person, 1);
  }

  private Statement statement(int person, int depth) {
    int face = draws.below(1 + FACES.length);
    if (depth == 1 || face == 0) {
      return drawLeaf(person);
    }
    Connective connective = FACES[face - 1];
    return switch (connective) {
      case NOT -> new Compound(connective, List.of(statement(person, depth - 1)));
      case AND, OR -> compound(connective, 2 + draws.below(shape.width() - 1), person, depth);
      case IMPLIES, EQUIVALENT -> compound(connective, 2, person, depth);
    };
  }

  private Compound compound(Connective connective, int count, int person, int depth) {
    Statement first = statement(person, depth - 1);
    if (count == 2) {
      Statement second;
      do {
        second = statement(person, depth - 1);
      } while (second.equals(first));
      return new Compound(connective, List.of(first, second));
    }
    List<Statement> parts = new ArrayList<>(count);
    parts.add(first);
    while (parts.size() < count) {
      Statement part = statement(person, depth - 1);
      if (!parts.contains(part)) {
        parts.add(part);
      }
    }
    return new Compound(connective, parts);
  }

  private Leaf drawLeaf(int speaker) {
    while (true) {
      boolean knight = draws.below(2) == 0;
      int person = draws.below(shape.people());
      if (knight || person != speaker) {
        return new Leaf(person, knight);
      }
    }
  }
}
