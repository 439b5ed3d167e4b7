package org.logicrl.tasks.knightsandknaves;

import java.util.List;
import org.logicrl.api.RandomStream;

/** A source of random choices. */
interface Draws {

  /** A uniform number in 0 .. bound - 1. */
  int below(int bound);

  /** Brings numbers into a random order. */
  default void shuffle(int[] numbers) {
    for (int i = numbers.length - 1; i > 0; i--) {
      swap(numbers, i, below(i + 1));
    }
  }

  /** One element, each as likely as any other. */
  default <T> T pick(List<T> elements) {
    return elements.get(below(elements.size()));
  }

  /**
   * Different numbers in random order: Floyd's sampling (Bentley, Programming Pearls, CACM 1987),
   * then a Fisher-Yates shuffle.
   *
   * @param count how many
   * @param bound each is below this
   */
  default int[] distinct(int count, int bound) {
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      int largest = bound - count + i;
      int candidate = below(largest + 1);
      chosen[i] = contains(chosen, i, candidate) ? largest : candidate;
    }
    for (int i = count - 1; i > 0; i--) {
      swap(chosen, i, below(i + 1));
    }
    return chosen;
  }

  /** Choices from a stream of the SDK. */
  static Draws of(RandomStream stream) {
    return stream::nextInt;
  }

  private static boolean contains(int[] numbers, int length, int wanted) {
    for (int i = 0; i < length; i++) {
      if (numbers[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Exchanges two elements. */
  static void swap(int[] numbers, int i, int j) {
    int number = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = number;
  }
}
