package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.task.Outcome;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.Split;
import org.logicrl.tasks.knightsandknaves.Statement.Compound;
import org.logicrl.tasks.knightsandknaves.Statement.Connective;
import org.logicrl.tasks.knightsandknaves.Statement.Leaf;

final class WorkedSolutionTest {

  private static final String ANSWER =
      "</think><answer>(1) Zoey is a knave\n(2) Oliver is a knight</answer>";

  /** The example of the paper. */
  private static final Story STORY =
      story(
          new Compound(Connective.NOT, List.of(new Leaf(1, true))),
          new Compound(Connective.EQUIVALENT, List.of(new Leaf(1, true), new Leaf(0, false))));

  @Test
  void triesTheAssignmentsInOrder() {
    assertThat(solve(STORY, ChainOfThought.WORKED))
        .isEqualTo(
            "Try Zoey honest, Oliver honest. Zoey: not Oliver knight honest true = false no. "
                + "Try Zoey honest, Oliver lying. Zoey: not Oliver knight lying false = true ok. "
                + "Oliver: Oliver knight lying false iff Zoey knave honest false = true no. "
                + "Try Zoey lying, Oliver honest. Zoey: not Oliver knight honest true = false ok. "
                + "Oliver: Oliver knight honest true iff Zoey knave lying true = true ok. "
                + ANSWER);
  }

  @Test
  void givesEveryCompoundPartAValue() {
    Statement deep =
        new Compound(
            Connective.IMPLIES,
            List.of(
                new Compound(Connective.OR, List.of(new Leaf(0, true), new Leaf(1, false))),
                new Compound(Connective.AND, List.of(new Leaf(0, true), new Leaf(0, false)))));
    assertThat(solve(story(deep, new Leaf(0, true)), ChainOfThought.WORKED))
        .startsWith(
            "Try Zoey honest, Oliver honest. Zoey: (Zoey knight honest true or Oliver knave honest false = true)"
                + " then (Zoey knight honest true and Zoey knave honest false = false) = false no. ");
  }

  @Test
  void repeatsThePublishedReasoning() {
    assertThat(solve(STORY, ChainOfThought.PUBLISHED))
        .isEqualTo(
            "Let's think step by step, by considering whether each person is lying and if that"
                + " leads to contradiction.\n"
                + "Assume Zoey is a knight. No contradiction is found in their claim that Oliver is"
                + " not a knight.\n"
                + "Oliver cannot be a knight, because this would contradict the claim of Zoey that"
                + " Oliver is not a knight.\n"
                + "Oliver cannot be a knave, because this would contradict the false claim of their"
                + " own that Oliver is a knight if and only if Zoey is a knave.\n"
                + "We have exhausted all possibilities for Oliver, so let us go back and reconsider"
                + " Zoey.\n"
                + "Assume Zoey is a knave. No contradiction is found in their false claim that"
                + " Oliver is not a knight.\n"
                + "Assume Oliver is a knight. No contradiction is found in their claim that Oliver"
                + " is a knight if and only if Zoey is a knave.\n"
                + "This leads to a feasible solution."
                + ANSWER);
  }

  @Test
  void saysWhenEveryConfigurationFails() {
    List<Statement> liars = List.of(new Leaf(1, true), new Leaf(0, false));
    assertThat(PublishedReasoning.of(liars, STORY.wording()).foot())
        .isEqualTo("All the configurations lead to contradictions.");
  }

  @Test
  void replacesOneStepByAWrongOne() {
    List<String> right = lines(ChainOfThought.PUBLISHED);
    List<String> wrong = lines(ChainOfThought.WRONG_STEP);
    assertThat(wrong).hasSameSizeAs(right);
    assertThat(wrong.stream().filter(line -> !right.contains(line))).hasSize(1);
  }

  @Test
  void shufflesTheStepsAndNothingElse() {
    List<String> right = lines(ChainOfThought.PUBLISHED);
    List<String> shuffled = lines(ChainOfThought.SHUFFLED);
    assertThat(shuffled).isNotEqualTo(right).containsExactlyInAnyOrderElementsOf(right);
    assertThat(shuffled.get(0)).isEqualTo(right.get(0));
    assertThat(shuffled.get(right.size() - 1)).isEqualTo(right.get(right.size() - 1));
  }

  @Test
  void givesOnlyTheAnswer() {
    assertThat(solve(STORY, ChainOfThought.NONE)).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameEachTime(ChainOfThought chainOfThought) {
    assertThat(solve(STORY, chainOfThought))
        .endsWith(ANSWER)
        .isEqualTo(solve(STORY, chainOfThought));
  }

  @Test
  void doesNotTryAMillionAssignments() {
    KnightsAndKnavesTask task = Fixtures.people(20).task(1);
    for (Problem problem : Fixtures.first(task.problems(Split.TRAIN), 5)) {
      assertThat(task.workedSolution(problem).isPresent())
          .isEqualTo(Fixtures.story(problem).puzzle().solution() < 4096);
    }
  }

  @Test
  void slipsGiveClaimsTheWrongValueAtTheRateAskedFor() {
    KnightsAndKnavesTask task = Fixtures.people(3).with(builder -> builder.slips = 0.1).task(1);
    KnightsAndKnavesTask careful = Fixtures.people(3).task(1);
    int right = 0;
    int same = 0;
    List<Problem> problems = Fixtures.first(task.problems(Split.TRAIN), 500);
    for (Problem problem : problems) {
      String solution = task.workedSolution(problem).orElseThrow();
      String answer = solution.substring(solution.indexOf("<answer>"));
      right += task.verify(problem, answer).outcome() == Outcome.CORRECT ? 1 : 0;
      same += solution.equals(careful.workedSolution(problem).orElseThrow()) ? 1 : 0;
      assertThat(task.workedSolution(problem)).contains(solution);
    }
    assertThat(right).isBetween(100, 350);
    assertThat(same).isBetween(50, 300).isLessThanOrEqualTo(right);
  }

  @Test
  void withASlipInEveryClaimTheReasoningStillEnds() {
    assertThat(WorkedSolution.of(STORY, ChainOfThought.WORKED, 1, 0).orElseThrow())
        .startsWith(
            "Try Zoey honest, Oliver honest. Zoey: not Oliver knight honest false = true ok. ")
        .contains("</think><answer>(1) Zoey is a ");
  }

  @Test
  void hasteLeavesOutTheLastPersonsCheck() {
    assertThat(WorkedSolution.of(STORY, ChainOfThought.WORKED, 0, 1).orElseThrow())
        .contains(
            "Try Zoey honest, Oliver honest. Zoey: not Oliver knight honest true = false no. "
                + "Try Zoey honest, Oliver lying. Zoey: not Oliver knight lying false = true ok. "
                + "</think><answer>(1) Zoey is a knight\n(2) Oliver is a knave</answer>");
  }

  private static String solve(Story story, ChainOfThought chainOfThought) {
    return WorkedSolution.of(story, chainOfThought, 0, 0).orElseThrow();
  }

  private static List<String> lines(ChainOfThought chainOfThought) {
    String text = solve(STORY, chainOfThought);
    return Arrays.asList(text.substring(0, text.indexOf("</think>")).split("\n", -1));
  }

  private static Story story(Statement zoey, Statement oliver) {
    Puzzle puzzle = Puzzle.of(List.of(zoey, oliver)).orElseThrow();
    return new Story(
        0, puzzle, List.of("Zoey", "Oliver"), RolePair.KNIGHT_KNAVE.roles(), "Who lies?");
  }
}
