package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.logicrl.api.RandomStream;
import org.logicrl.api.task.Split;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

final class LogicalFormTest {

  private static final Statement A = new Leaf(0, true);
  private static final Statement B = new Leaf(1, false);

  @Test
  void isBlindToTheOrderOfThePeople() {
    RandomStream random = new RandomStream(11);
    for (int people = 2; people <= 8; people++) {
      StatementSampler sampler =
          new StatementSampler(new PuzzleShape(people, 3, 3), Draws.of(random));
      for (int index = 0; index < 20; index++) {
        List<Statement> statements = sampler.statements();
        List<Integer> places = new ArrayList<>();
        for (int person = 0; person < people; person++) {
          places.add(random.nextInt(places.size() + 1), person);
        }
        assertThat(LogicalForm.of(moved(statements, places))).isEqualTo(LogicalForm.of(statements));
      }
    }
  }

  @Test
  void isBlindToTheOrderOfThePartsWhereTheOrderSaysNothing() {
    for (Connective connective : List.of(Connective.AND, Connective.OR, Connective.EQUIVALENT)) {
      assertThat(form(connective, A, B)).isEqualTo(form(connective, B, A));
    }
  }

  @Test
  void seesWhichPartIsTheCondition() {
    assertThat(form(Connective.IMPLIES, A, B)).isNotEqualTo(form(Connective.IMPLIES, B, A));
  }

  @Test
  void seesWhoSpeaksOfThemselves() {
    List<Statement> ofThemselves = List.of(new Leaf(0, true), new Leaf(1, true));
    List<Statement> ofEachOther = List.of(new Leaf(1, true), new Leaf(0, true));
    assertThat(LogicalForm.of(ofThemselves)).isNotEqualTo(LogicalForm.of(ofEachOther));
  }

  @Test
  void staysTheSameFromVersionToVersion() {
    assertThat(LogicalForm.of(List.of(B, new Compound(Connective.AND, List.of(A, B)))))
        .isEqualTo(7193604444517545809L);
  }

  @Test
  void leavesFormsOfTwoPeopleForEverySplit() {
    Map<Split, Set<Long>> forms = new EnumMap<>(Split.class);
    List<Statement> first = PuzzleSpace.statements(new PuzzleShape(2, 2, 2), 0, 2);
    List<Statement> second = PuzzleSpace.statements(new PuzzleShape(2, 2, 2), 1, 2);
    for (Statement one : first) {
      for (Statement other : second) {
        List<Statement> statements = List.of(one, other);
        if (Solver.uniqueSolution(statements).isPresent()) {
          forms
              .computeIfAbsent(SplitRule.of(statements), split -> new HashSet<>())
              .add(LogicalForm.of(statements));
        }
      }
    }
    Map<Split, Integer> counts = new HashMap<>();
    forms.forEach((split, set) -> counts.put(split, set.size()));
    assertThat(counts).isEqualTo(Map.of(Split.TRAIN, 76, Split.VALIDATION, 9, Split.TEST, 10));
  }

  private static long form(Connective connective, Statement left, Statement right) {
    return LogicalForm.of(
        List.of(new Compound(connective, List.of(left, right)), new Leaf(0, false)));
  }

  /** The puzzle with its people in another order. */
  private static List<Statement> moved(List<Statement> statements, List<Integer> places) {
    List<Statement> moved = new ArrayList<>(Collections.nCopies(statements.size(), A));
    for (int person = 0; person < statements.size(); person++) {
      moved.set(places.get(person), renamed(statements.get(person), places));
    }
    return moved;
  }

  private static Statement renamed(Statement statement, List<Integer> places) {
    if (statement instanceof Leaf leaf) {
      return new Leaf(places.get(leaf.person()), leaf.knight());
    }
    Compound compound = (Compound) statement;
    return new Compound(
        compound.connective(),
        compound.parts().stream().map(part -> renamed(part, places)).toList());
  }
}
