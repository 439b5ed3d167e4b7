package com.example.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logicrl.api.RandomStream;

final class PlayTest {

  private static final long SEED = 20250126;

  @Test
  void writesExpressionsThatMakeTheirValueWithAllTheNumbers() throws Exception {
    for (long i = 0; i < 2000; i++) {
      RandomStream random = new RandomStream(RandomStream.key(SEED, "play test", i));
      List<Integer> numbers = new ArrayList<>();
      while (numbers.size() <= i % 7) {
        numbers.add(1 + random.nextInt(100));
      }
      Play play = Play.random(numbers, random);
      Expression expression = Expression.parse(play.expression());
      assertThat(expression.value()).as("%s, seed %d", play, SEED).isEqualTo(play.value());
      assertThat(expression.numbers()).containsExactlyInAnyOrderElementsOf(numbers);
      assertThat(play.value().isPositiveWhole()).isTrue();
    }
  }
}
