package org.logicrl.tasks.knightsandknaves;

/**
 * The numbering of the 2^N assignments of roles to N people.
 *
 * <p>Assignment 0 makes everybody a knight; person 0 changes slowest. So the numbers run in the
 * order in which the published solver tries them, and bit {@code N - 1 - p} of a number is 1 when
 * person p is a knave.
 */
final class Assignments {

  /** In how many bits assignments are packed into one word. */
  private static final int WORD_BITS = 6;

  /** Entry s: the assignments b of one word whose bit s is 0. */
  private static final long[] BIT_IS_ZERO = {
    0x5555555555555555L,
    0x3333333333333333L,
    0x0F0F0F0F0F0F0F0FL,
    0x00FF00FF00FF00FFL,
    0x0000FFFF0000FFFFL,
    0x00000000FFFFFFFFL,
  };

  private Assignments() {}

  /** The number of assignments. */
  static int count(int people) {
    return 1 << people;
  }

  /** Whether a person is a knight under an assignment. */
  static boolean isKnight(int assignment, int person, int people) {
    return (assignment & knaveBit(person, people)) == 0;
  }

  /** The bit of an assignment's number that is set when a person is a knave. */
  static int knaveBit(int person, int people) {
    return 1 << (people - 1 - person);
  }

  /** The number of words of 64 assignments. */
  static int words(int people) {
    return people <= WORD_BITS ? 1 : 1 << (people - WORD_BITS);
  }

  /** The bits of a word that stand for an assignment. */
  static long valid(int people) {
    return people >= WORD_BITS ? -1L : (1L << count(people)) - 1;
  }

  /** The assignments of a word under which a person is a knight. */
  static long knights(int person, int people, int word) {
    int bit = people - 1 - person;
    if (bit < WORD_BITS) {
      return BIT_IS_ZERO[bit];
    }
    return (word >>> (bit - WORD_BITS) & 1) == 0 ? -1L : 0L;
  }
}
