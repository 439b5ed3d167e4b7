package com.example.countdown;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.logicrl.api.RandomStream;
import org.logicrl.api.task.Problem;
import org.logicrl.api.task.ProblemSet;
import org.logicrl.api.task.Split;

/**
 * Games without end: each is made from (seed, split, index) alone, and has a solution.
 *
 * <p>A hash of a game says which split it belongs to: eight tenths are for training, one for
 * validation and one for testing. A split passes over the games of the others, so the splits are
 * disjoint whatever the seeds. Games out of distribution have one number more than all others.
 */
final class Games {

  private final CountdownSettings settings;
  private final long seed;

  Games(CountdownSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /** The games of a split. */
  ProblemSet problems(Split split) {
    return ProblemSet.of(Long.MAX_VALUE, index -> problem(split, index));
  }

  private Problem problem(Split split, long index) {
    if (index < 0 || index == Long.MAX_VALUE) {
      throw new IndexOutOfBoundsException(
          "there is no game %d; indices are 0 to %d".formatted(index, Long.MAX_VALUE - 1));
    }
    RandomStream random =
        new RandomStream(RandomStream.key(seed, "countdown " + split.label(), index));
    int count = count(split, index);
    while (true) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        numbers.add(1 + random.nextInt(settings.greatest()));
      }
      Play play = Play.random(numbers, random);
      BigInteger reached = play.value().numerator();
      if (reached.compareTo(BigInteger.valueOf(settings.greatestTarget())) <= 0) {
        Game game = new Game(numbers, reached.intValueExact());
        if (split == Split.OUT_OF_DISTRIBUTION || splitOf(game) == split) {
          return new Problem(
              split.label() + "/" + index,
              question(game),
              play.expression() + "=" + game.target(),
              count + " numbers",
              null);
        }
      }
    }
  }

  private int count(Split split, long index) {
    List<Integer> counts = settings.numbers();
    return split == Split.OUT_OF_DISTRIBUTION
        ? Collections.max(counts) + 1
        : counts.get((int) (index % counts.size()));
  }

  /** The split of a game with as many numbers as in training, in whatever order they stand. */
  private static Split splitOf(Game game) {
    Game inOrder = game.inOrder();
    long[] coordinates = new long[inOrder.numbers().size() + 1];
    for (int i = 0; i < inOrder.numbers().size(); i++) {
      coordinates[i] = inOrder.numbers().get(i);
    }
    coordinates[coordinates.length - 1] = game.target();
    long hash = RandomStream.key(0, "countdown split", coordinates);
    return switch ((int) Long.remainderUnsigned(hash, 10)) {
      case 0 -> Split.VALIDATION;
      case 1 -> Split.TEST;
      default -> Split.TRAIN;
    };
  }

  private static String question(Game game) {
    StringBuilder numbers = new StringBuilder();
    for (int number : game.numbers()) {
      numbers.append(numbers.isEmpty() ? "" : ", ").append(number);
    }
    return "Reach %d from %s.".formatted(game.target(), numbers);
  }
}
