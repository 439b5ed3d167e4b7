package org.logicrl.backends.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logicrl.api.backend.Sequences;

/** How sequences are divided into micro-batches. */
class PromptGroupsTest {

  private static List<Integer> rows(List<PromptGroups.Part> parts) {
    return parts.stream().flatMapToInt(part -> Arrays.stream(part.rows())).boxed().toList();
  }

  private static int longest(Sequences sequences, PromptGroups.Part part) {
    return sequences.tokens().spans().select(part.rows()).longest();
  }

  @Test
  void putsSimilarLengthsTogether() {
    Sequences sequences =
        Models.groups(1, new int[] {3, 3, 3, 3}, new int[][] {{2}, {40}, {3}, {39}});
    List<PromptGroups.Part> parts = PromptGroups.split(sequences, 90, false);
    assertThat(parts).extracting(part -> part.rows()).containsExactly(ints(1, 3), ints(2, 0));
  }

  @Test
  void keepsWithinTheTokensOfAMicroBatch() {
    Sequences sequences =
        Models.groups(
            2, new int[] {7, 12, 4}, new int[][] {{9, 3, 8, 8}, {5, 6, 7, 1, 2}, {30, 2}});
    for (boolean share : new boolean[] {true, false}) {
      List<PromptGroups.Part> parts = PromptGroups.split(sequences, 48, share);
      assertThat(rows(parts))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 11).boxed().toList());
      assertThat(parts)
          .allSatisfy(
              part ->
                  assertThat(
                          part.shared()
                              ? tokens(sequences, part)
                              : part.rows().length * longest(sequences, part))
                      .isLessThanOrEqualTo(48));
    }
  }

  /** Each response has copies of the keys of its prompt, however short it is. */
  @Test
  void boundsTheKeysOfShortResponsesToALongPrompt() {
    int[] responses = new int[40];
    Arrays.fill(responses, 2);
    Sequences sequences = Models.groups(1, new int[] {98}, new int[][] {responses});
    List<PromptGroups.Part> parts = PromptGroups.split(sequences, 200, true);
    assertThat(rows(parts)).hasSize(40);
    assertThat(parts).allSatisfy(part -> assertThat(part.rows()).hasSizeLessThanOrEqualTo(8));
  }

  /** Prompts and responses, each padded to the longest of their kind. */
  private static int tokens(Sequences sequences, PromptGroups.Part part) {
    List<List<Integer>> prompts =
        Arrays.stream(part.rows())
            .mapToObj(
                row ->
                    Arrays.stream(sequences.tokens().row(row))
                        .limit(sequences.promptLength(row))
                        .boxed()
                        .toList())
            .distinct()
            .toList();
    int longestPrompt = prompts.stream().mapToInt(List::size).max().orElse(0);
    return prompts.size() * longestPrompt
        + part.rows().length * sequences.responses().select(part.rows()).longest();
  }

  @Test
  void sharesByItselfWhereItSavesAnEighth() {
    Sequences much = Models.groups(3, new int[] {10}, new int[][] {{20, 20, 20}});
    Sequences little = Models.groups(3, new int[] {5}, new int[][] {{40, 40}});
    assertThat(PromptGroups.split(much, 1000, null)).allMatch(PromptGroups.Part::shared);
    assertThat(PromptGroups.split(little, 1000, null)).noneMatch(PromptGroups.Part::shared);
  }

  @Test
  void leavesAPromptWithOneResponseWhole() {
    Sequences sequences = Models.groups(4, new int[] {6, 6}, new int[][] {{3, 3}, {3}});
    assertThat(PromptGroups.split(sequences, 1000, true))
        .extracting(part -> part.rows(), PromptGroups.Part::shared)
        .containsExactly(tuple(ints(0, 2), true), tuple(ints(1), false));
  }

  @Test
  void leavesOutSequencesWithoutResponse() {
    Sequences sequences = Models.groups(5, new int[] {6}, new int[][] {{0, 3, 0}});
    assertThat(rows(PromptGroups.split(sequences, 1000, true))).containsExactly(1);
    assertThat(rows(PromptGroups.split(sequences, 1000, false))).containsExactly(1);
  }

  private static int[] ints(int... values) {
    return values;
  }
}
