package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

final class PublishedFilesTest {

  /**
   * Hashes of the perturbed files, whose rows may not be kept here any more than those of the
   * others, come from a model of the published generator on NumPy, which makes the 14 published
   * files to the byte as well.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "published-files.csv", useHeadersInDisplayName = true)
  void makesThePublishedFileToTheByte(
      Perturbation perturbation, Split split, int people, int rows, String sha256)
      throws Exception {
    KnightsAndKnavesTask task = published(people, perturbation);
    ProblemSet problems = task.problems(split);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int written = 0;
    for (long index = 0; index < problems.size(); index++) {
      if (problems.has(index)) {
        String line = PythonJson.dumps(task.row(problems.get(index))) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        written++;
      }
    }
    assertThat(written).isEqualTo(rows);
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
  }

  @Test
  void tellsAChangedPuzzleWithTheWordsOfItsOriginal() {
    Story original = firstTestStory(Perturbation.NONE);
    Story changed = firstTestStory(Perturbation.PERTURBED_STATEMENT);
    assertThat(changed.names()).isEqualTo(original.names());
    assertThat(changed.puzzle().solution()).isNotEqualTo(original.puzzle().solution());
  }

  @Test
  void writesFaultyReasoningIntoRowsWhereAskedFor() {
    List<?> right = firstTestSteps(ChainOfThought.PUBLISHED);
    assertThat(firstTestSteps(ChainOfThought.WORKED)).isEqualTo(right);
    assertThat(firstTestSteps(ChainOfThought.SHUFFLED))
        .isNotEqualTo(right)
        .hasSameSizeAs(right)
        .allSatisfy(step -> assertThat(right.contains(step)).isTrue());
    assertThat(firstTestSteps(ChainOfThought.WRONG_STEP))
        .hasSameSizeAs(right)
        .filteredOn(step -> !right.contains(step))
        .hasSize(1);
  }

  @Test
  void takesFilesOfDifferentLengthInTurns() {
    ProblemSet train =
        Fixtures.people(2, 3)
            .with(s -> s.source = PuzzleSource.PUBLISHED)
            .task(1)
            .problems(Split.TRAIN);
    assertThat(train.size()).isEqualTo(2000);
    assertThat(train.get(398).difficulty()).isEqualTo("2 people");
    assertThat(train.has(399)).isTrue();
    assertThat(train.has(400)).isFalse();
    assertThat(train.get(1999).difficulty()).isEqualTo("3 people");
  }

  @Test
  void readsFilesOneAfterTheOtherInACurriculum() {
    ProblemSet train =
        Fixtures.people(3, 2)
            .with(s -> s.source = PuzzleSource.PUBLISHED)
            .with(s -> s.curriculum = true)
            .task(1)
            .problems(Split.TRAIN);
    assertThat(train.ordered()).isTrue();
    assertThat(train.size()).isEqualTo(1200);
    assertThat(train.get(199).difficulty()).isEqualTo("2 people");
    assertThat(train.get(200).difficulty()).isEqualTo("3 people");
  }

  @Test
  void hasNoValidationFileAndNothingBeyondEightPeople() {
    KnightsAndKnavesTask task = published(8, Perturbation.NONE);
    assertThat(task.problems(Split.VALIDATION).size()).isZero();
    assertThat(task.problems(Split.OUT_OF_DISTRIBUTION).size()).isZero();
  }

  @Test
  void testsOutOfDistributionWithOnePersonMore() {
    ProblemSet problems = published(7, Perturbation.NONE).problems(Split.OUT_OF_DISTRIBUTION);
    assertThat(problems.size()).isEqualTo(100);
    assertThat(problems.get(0).question())
        .contains("Ethan, Benjamin, Isabella, Zoey, Joseph, Henry, Luke, and Lily. In Ethan's");
  }

  private static Story firstTestStory(Perturbation perturbation) {
    Problem problem = published(3, perturbation).problems(Split.TEST).get(0);
    return Fixtures.story(problem);
  }

  private static List<?> firstTestSteps(ChainOfThought chainOfThought) {
    KnightsAndKnavesTask task =
        Fixtures.people(3)
            .with(s -> s.source = PuzzleSource.PUBLISHED)
            .with(s -> s.chainOfThought = chainOfThought)
            .task(1);
    Object steps = task.row(task.problems(Split.TEST).get(0)).get("cot_repeat_steps");
    return steps instanceof List<?> list ? list : List.of();
  }

  private static KnightsAndKnavesTask published(int people, Perturbation perturbation) {
    return Fixtures.people(people)
        .with(s -> s.source = PuzzleSource.PUBLISHED)
        .with(s -> s.perturbation = perturbation)
        .task(1);
  }
}
