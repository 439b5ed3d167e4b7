package org.logicrl.tasks.knightsandknaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logicrl.api.task.Split;

final class StorytellerTest {

  @ParameterizedTest
  @EnumSource(names = {"RANDOM_PAIR", "FLIP_ROLE", "UNCOMMON_NAME", "REORDER_STATEMENT"})
  void keepsTheLogicWhenOnlyWordsChange(Perturbation perturbation) {
    for (PuzzleSource source : PuzzleSource.values()) {
      Story original = story(source, Perturbation.NONE);
      Story changed = story(source, perturbation);
      assertThat(changed.puzzle()).isEqualTo(original.puzzle());
      assertThat(changed.quiz()).isNotEqualTo(original.quiz());
    }
  }

  @Test
  void takesOtherWordsForTheRoles() {
    Story changed = story(PuzzleSource.GENERATED, Perturbation.RANDOM_PAIR);
    assertThat(changed.quiz()).doesNotContainIgnoringCase("knight");
    assertThat(changed.names()).isEqualTo(story(PuzzleSource.GENERATED, Perturbation.NONE).names());
  }

  @Test
  void letsKnavesTellTheTruth() {
    Story original = story(PuzzleSource.PUBLISHED, Perturbation.NONE);
    Story changed = story(PuzzleSource.PUBLISHED, Perturbation.FLIP_ROLE);
    assertThat(changed.quiz())
        .contains("Knaves always tell the truth, and knights always lie.")
        .endsWith("So who is a knave and who is a knight?");
    assertThat(exchanged(changed.solutionLines())).isEqualTo(original.solutionLines());
  }

  @Test
  void keepsTheSayingsWithUncommonNames() {
    Story original = story(PuzzleSource.PUBLISHED, Perturbation.NONE);
    Story changed = story(PuzzleSource.PUBLISHED, Perturbation.UNCOMMON_NAME);
    assertThat(NameList.UNCOMMON.names()).containsAll(changed.names());
    String renamed = changed.quiz();
    for (int i = 0; i < changed.names().size(); i++) {
      renamed = renamed.replace(changed.names().get(i), original.names().get(i));
    }
    assertThat(renamed).isEqualTo(original.quiz());
  }

  @Test
  void keepsTheOrderOfTheInhabitantsWhenSayingsChangePlaces() {
    Story original = story(PuzzleSource.PUBLISHED, Perturbation.NONE);
    Story changed = story(PuzzleSource.PUBLISHED, Perturbation.REORDER_STATEMENT);
    assertThat(changed.names()).isEqualTo(original.names());
    assertThat(sorted(changed.quiz())).isEqualTo(sorted(original.quiz()));
    assertThat(changed.solutionLines()).isEqualTo(original.solutionLines());
  }

  @Test
  void hasFiftyOneCommonAndFiftyUncommonNames() {
    assertThat(NameList.COMMON.names()).hasSize(51).doesNotHaveDuplicates();
    assertThat(NameList.UNCOMMON.names()).hasSize(50).doesNotHaveDuplicates();
  }

  private static Story story(PuzzleSource source, Perturbation perturbation) {
    KnightsAndKnavesTask task =
        Fixtures.people(5)
            .with(s -> s.source = source)
            .with(s -> s.perturbation = perturbation)
            .task(1);
    return Fixtures.story(task.problems(Split.TRAIN).get(3));
  }

  private static String exchanged(String text) {
    return text.replace("knight", "?").replace("knave", "knight").replace("?", "knave");
  }

  private static char[] sorted(String text) {
    char[] characters = text.toCharArray();
    Arrays.sort(characters);
    return characters;
  }
}
