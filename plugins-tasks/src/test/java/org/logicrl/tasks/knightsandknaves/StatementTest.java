package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logicrl.api.RandomStream;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

final class StatementTest {

  private static final Statement ZERO_IS_KNIGHT = new Leaf(0, true);
  private static final Statement ONE_IS_KNAVE = new Leaf(1, false);

  /** Over two people, the assignments are: both knights, 1 a knave, 0 a knave, both knaves. */
  @ParameterizedTest
  @CsvSource({
    "AND,false true false false",
    "OR,true true false true",
    "IMPLIES,false true true true",
    "EQUIVALENT,false true true false"
  })
  void joinsValues(Connective connective, String expected) {
    Statement statement = new Compound(connective, List.of(ZERO_IS_KNIGHT, ONE_IS_KNAVE));
    for (int assignment = 0; assignment < 4; assignment++) {
      assertThat(statement.holds(assignment, 2))
          .as("under assignment %d", assignment)
          .isEqualTo(Boolean.parseBoolean(expected.split(" ", -1)[assignment]));
    }
  }

  @Test
  void negates() {
    Statement statement = new Compound(Connective.NOT, List.of(ZERO_IS_KNIGHT));
    assertThat(statement.holds(0, 2)).isFalse();
    assertThat(statement.holds(2, 2)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2,2,3", "3,4,2", "6,2,2", "7,3,3", "9,2,5"})
  void hasATruthTableOfItsValues(int people, int depth, int width) {
    StatementSampler sampler = sampler(people, depth, width);
    for (int i = 0; i < 200; i++) {
      Statement statement = sampler.statement(i % people);
      for (int assignment = 0; assignment < 1 << people; assignment++) {
        long word = statement.truthTable(people, assignment / 64);
        assertThat((word >>> (assignment % 64) & 1) == 1)
            .as("%s under assignment %d (draw %d of seed 5)", statement, assignment, i)
            .isEqualTo(statement.holds(assignment, people));
      }
    }
  }

  @Test
  void readsAsPythonTuples() {
    Statement statement =
        new Compound(
            Connective.EQUIVALENT,
            List.of(ZERO_IS_KNIGHT, new Compound(Connective.NOT, List.of(ONE_IS_KNAVE))));
    assertThat(statement.python())
        .isEqualTo("('<=>', ('telling-truth', 0), ('not', ('lying', 1)))");
  }

  @Test
  void listsMentionsFromLeftToRightWithRepeats() {
    Statement statement =
        new Compound(
            Connective.OR,
            List.of(
                ONE_IS_KNAVE,
                new Compound(Connective.NOT, List.of(ZERO_IS_KNIGHT)),
                new Leaf(1, true)));
    assertThat(statement.mentions()).containsExactly(1, 0, 1);
  }

  @Test
  void hasAFingerprintOfItsOwn() {
    Set<Long> fingerprints = new HashSet<>();
    List<Statement> statements = PuzzleSpace.statements(new PuzzleShape(4, 2, 3), 1, 2);
    statements.forEach(statement -> fingerprints.add(statement.fingerprint(0)));
    assertThat(fingerprints).hasSameSizeAs(statements);
  }

  @Test
  void keepsItsFingerprintFromVersionToVersion() {
    List<Statement> statements =
        List.of(ONE_IS_KNAVE, new Compound(Connective.AND, List.of(ZERO_IS_KNIGHT, ONE_IS_KNAVE)));
    assertThat(Fingerprint.of(statements)).isEqualTo(-2656451398221320222L);
  }

  @Test
  void refusesAWrongNumberOfParts() {
    assertThatThrownBy(() -> new Compound(Connective.IMPLIES, List.of(ZERO_IS_KNIGHT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("IMPLIES cannot join 1 parts");
  }

  private static StatementSampler sampler(int people, int depth, int width) {
    return new StatementSampler(
        new PuzzleShape(people, depth, width), Draws.of(new RandomStream(5)));
  }
}
