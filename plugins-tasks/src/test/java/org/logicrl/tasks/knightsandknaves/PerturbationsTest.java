package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

/** The changed problems of a task whose own problems are unchanged. */
final class PerturbationsTest {

  @Test
  void offersAllSix() {
    assertThat(Fixtures.people(3).task(1).perturbations())
        .containsExactly(
            "perturbed-statement",
            "perturbed-leaf",
            "random-pair",
            "flip-role",
            "uncommon-name",
            "reorder-statement");
  }

  @ParameterizedTest
  @EnumSource(value = Perturbation.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void makesTheProblemsThatTheSettingMakes(Perturbation perturbation) {
    for (PuzzleSource source : PuzzleSource.values()) {
      Fixtures.Builder settings = Fixtures.people(2, 3).with(s -> s.source = source);
      ProblemSet offered = settings.task(1).perturbed(Split.TEST, perturbation.label());
      ProblemSet set =
          settings.with(s -> s.perturbation = perturbation).task(1).problems(Split.TEST);
      assertThat(offered.size()).isEqualTo(set.size());
      for (long i = 0; i < 30; i++) {
        assertThat(offered.has(i)).isEqualTo(set.has(i));
        if (set.has(i)) {
          assertThat(offered.get(i)).isEqualTo(set.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          NONE                | "Henry is a knave and Penelope is a knight," Abigail claimed.
          PERTURBED_STATEMENT | "If Penelope is a knight then Abigail is a knight," Abigail claimed.
          PERTURBED_LEAF      | "Abigail is a knave if and only if Abigail is a knave".
          RANDOM_PAIR         | "Abigail is a hero if and only if Abigail is a villain," Penelope
          FLIP_ROLE           | "Abigail is a knave if and only if Abigail is a knight".
          UNCOMMON_NAME       | You meet 3 inhabitants: Ysolde, Elodie, and Nephele.
          REORDER_STATEMENT   | Abigail claimed. Penelope remarked,
          """)
  void makesTheExamplesOfTheDocumentation(Perturbation perturbation, String words)
      throws Exception {
    KnightsAndKnavesTask task = Fixtures.people(3).with(s -> s.perturbation = perturbation).task(1);
    assertThat(task.problems(Split.TRAIN).get(2).question()).contains(words);
    assertThat(Files.readString(Path.of("../docs/knights-and-knaves.md"))).contains(words);
  }

  @Test
  void leavesTheProblemsThemselvesUnchanged() {
    KnightsAndKnavesTask task = Fixtures.people(3).task(1);
    String question = task.problems(Split.TRAIN).get(0).question();
    assertThat(task.perturbed(Split.TRAIN, "reorder-statement").get(0).question())
        .isNotEqualTo(question);
    assertThat(task.problems(Split.TRAIN).get(0).question()).isEqualTo(question);
  }

  @Test
  void offersNoneThatWouldChangeNothing() {
    assertThat(Fixtures.people(3).with(s -> s.names = NameList.UNCOMMON).task(1).perturbations())
        .doesNotContain("uncommon-name")
        .hasSize(5);
  }

  @Test
  void offersNoneOnTopOfAnother() {
    KnightsAndKnavesTask task =
        Fixtures.people(3).with(s -> s.perturbation = Perturbation.FLIP_ROLE).task(1);
    assertThat(task.perturbations()).isEmpty();
    assertThatThrownBy(() -> task.perturbed(Split.TEST, "flip-role"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the task makes no change 'flip-role', only []");
  }
}
