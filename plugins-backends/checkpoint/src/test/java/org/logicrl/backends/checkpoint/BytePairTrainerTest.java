package org.logicrl.backends.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.logicrl.backends.checkpoint.BytePairTrainer.Merge;

class BytePairTrainerTest {

  @Test
  void joinsFirstWhatMostWordsShare() {
    assertThat(BytePairTrainer.train(Set.of("ab", "abc", "xab", "xc")))
        .containsExactly(
            new Merge("a", "b"), new Merge("ab", "c"), new Merge("x", "ab"), new Merge("x", "c"));
  }

  @Test
  void countsAWordOnceThatHasAPairTwice() {
    assertThat(BytePairTrainer.train(Set.of("abxab", "yz", "yzq")).get(0))
        .isEqualTo(new Merge("y", "z"));
  }

  @Test
  void joinsRunsFromTheLeft() {
    assertThat(BytePairTrainer.train(Set.of("aaaaa")))
        .containsExactly(new Merge("a", "a"), new Merge("aa", "aa"), new Merge("aaaa", "a"));
  }

  @Test
  void hasNoMergesForSingleBytes() {
    assertThat(BytePairTrainer.train(Set.of("a", "b"))).isEmpty();
  }

  @RepeatedTest(50)
  void makesEveryWordOneTokenAndEveryMergeAToken() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Set<String> words = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      words.add(
          random
              .ints(1 + random.nextInt(9), 'a', 'd')
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }

    List<Merge> merges = BytePairTrainer.train(words);

    assertThat(words)
        .as("seed %d", seed)
        .allSatisfy(word -> assertThat(encode(word, merges)).containsExactly(word));
    assertThat(merges).as("seed %d", seed).extracting(Merge::joined).doesNotHaveDuplicates();
  }

  /** The encoding by its definition: the earliest merge that is possible, leftmost first. */
  private static List<String> encode(String word, List<Merge> merges) {
    List<String> parts = new ArrayList<>(List.of(word.split("")));
    while (true) {
      List<Integer> ranks =
          IntStream.range(1, parts.size())
              .mapToObj(i -> merges.indexOf(new Merge(parts.get(i - 1), parts.get(i))))
              .toList();
      int best = ranks.stream().filter(rank -> rank >= 0).mapToInt(rank -> rank).min().orElse(-1);
      if (best < 0) {
        return parts;
      }
      int at = ranks.indexOf(best);
      parts.set(at, parts.get(at) + parts.remove(at + 1));
    }
  }
}
