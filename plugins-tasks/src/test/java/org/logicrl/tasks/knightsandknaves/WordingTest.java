package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

final class WordingTest {

  private static final Wording WORDING =
      new Wording(List.of("Zoey", "Ava", "Luke"), RolePair.KNIGHT_KNAVE.roles());
  private static final Statement ZOEY = new Leaf(0, true);
  private static final Statement AVA = new Leaf(1, false);
  private static final Statement BOTH = new Compound(Connective.AND, List.of(ZOEY, AVA));

  @Test
  void writesSimpleStatementsAsPublished() {
    assertThat(WORDING.claim(AVA)).isEqualTo("Ava is a knave");
    assertThat(WORDING.claim(new Compound(Connective.NOT, List.of(AVA))))
        .isEqualTo("Ava is not a knave");
    assertThat(WORDING.claim(BOTH)).isEqualTo("Zoey is a knight and Ava is a knave");
    assertThat(WORDING.claim(new Compound(Connective.OR, List.of(ZOEY, AVA))))
        .isEqualTo("Zoey is a knight or Ava is a knave");
    assertThat(WORDING.claim(new Compound(Connective.IMPLIES, List.of(ZOEY, AVA))))
        .isEqualTo("If Zoey is a knight then Ava is a knave");
    assertThat(WORDING.claim(new Compound(Connective.EQUIVALENT, List.of(ZOEY, AVA))))
        .isEqualTo("Zoey is a knight if and only if Ava is a knave");
  }

  @Test
  void writesDeepStatementsWithParentheses() {
    Statement notBoth = new Compound(Connective.NOT, List.of(BOTH));
    Statement inner = new Compound(Connective.IMPLIES, List.of(AVA, notBoth));
    assertThat(WORDING.claim(new Compound(Connective.OR, List.of(inner, new Leaf(2, true)))))
        .isEqualTo(
            "(if Ava is a knave then (it is not the case that (Zoey is a knight and Ava is a"
                + " knave))) or Luke is a knight");
  }

  @Test
  void beginsWhatIsQuotedWithACapitalLetter() {
    Statement neither = new Compound(Connective.NOT, List.of(BOTH));
    assertThat(WORDING.quiz(List.of(neither), List.of(Saying.ALL.get(6)), new int[] {0}))
        .contains("Zoey remarked, \"It is not the case that (Zoey is a knight and Ava");
    assertThat(WORDING.quiz(List.of(neither), List.of(Saying.ALL.get(0)), new int[] {0}))
        .contains("Zoey said that it is not the case that (Zoey is a knight and Ava");
  }

  @Test
  void writesDifferentStatementsDifferently() {
    List<Statement> statements = PuzzleSpace.statements(new PuzzleShape(2, 3, 2), 0, 3);
    assertThat(statements.stream().map(WORDING::claim)).doesNotHaveDuplicates().hasSize(3513);
  }

  @Test
  void takesTheArticleThatTheRoleNeeds() {
    Wording wording = new Wording(List.of("Zoey", "Ava"), RolePair.ANGEL_DEVIL.roles());
    assertThat(wording.claim(BOTH)).isEqualTo("Zoey is an angel and Ava is a devil");
  }

  @Test
  void takesTheFrameOffAPuzzle() {
    String quiz =
        WORDING.quiz(
            List.of(ZOEY, AVA, BOTH),
            List.of(Saying.ALL.get(0), Saying.ALL.get(7), Saying.ALL.get(10)),
            new int[] {2, 0, 1});
    assertThat(quiz)
        .startsWith("A very special island is inhabited only by knights and knaves. Knights always")
        .endsWith(" So who is a knight and who is a knave?");
    assertThat(Wording.withoutFrame(quiz))
        .isEqualTo(
            "You meet 3 inhabitants: Zoey, Ava, and Luke. \"Zoey is a knight and Ava is a knave\" -"
                + " Luke. Zoey said that Zoey is a knight. \"Ava is a knave,\" Ava declared.");
  }

  @Test
  void leavesATextWithoutAFrameAsItIs() {
    assertThat(Wording.withoutFrame("Who lies?")).isEqualTo("Who lies?");
  }
}
