package org.logicrl.tasks.knightsandknaves;

import java.math.BigInteger;

/**
 * How large puzzles may be.
 *
 * @param people at least 2
 * @param depth the levels of a statement, at least 2: with leaves alone, turning every knight into
 *     a knave and back leaves every puzzle as it was, so none has exactly one solution
 * @param width the most parts of an AND or OR
 */
record PuzzleShape(int people, int depth, int width) {

  /** The shape of the published puzzles. */
  static PuzzleShape published(int people) {
    return new PuzzleShape(people, 2, 2);
  }

  /** Refuses shapes for which no puzzle, or no statement, exists. */
  PuzzleShape {
    if (people < 2) {
      throw new IllegalArgumentException(
          "there is no puzzle for "
              + people
              + " people: one person alone has a single thing to say, 'I am a knight', which both"
              + " can say; set people to 2 or more");
    }
    if (depth < 2) {
      throw new IllegalArgumentException(
          "depth must be at least 2, but is "
              + depth
              + ": statements without 'not', 'and', 'or' or 'if' never single out one solution");
    }
    if (width < 2) {
      throw new IllegalArgumentException("width must be at least 2, but is " + width);
    }
    if (width > leaves(people)) {
      throw new IllegalArgumentException(
          "width is %d, but among %d people a speaker has only %d different simple claims to join;"
                  .formatted(width, people, leaves(people))
              + " set width to at most "
              + leaves(people)
              + ", or take more people");
    }
  }

  /** The number of different leaves a speaker may use: all but 'I am a knave'. */
  static int leaves(int people) {
    return 2 * people - 1;
  }

  /** The number of different lists of statements, with any number of solutions. */
  BigInteger combinations() {
    BigInteger leaves = BigInteger.valueOf(leaves(people));
    BigInteger statements = leaves;
    for (int level = 2; level <= depth; level++) {
      BigInteger pairs = arrangements(statements, 2);
      BigInteger joined = pairs.shiftLeft(1);
      for (int parts = 2; parts <= width; parts++) {
        joined = joined.add(arrangements(statements, parts).shiftLeft(1));
      }
      statements = leaves.add(statements).add(joined);
    }
    return statements.pow(people);
  }

  private static BigInteger arrangements(BigInteger of, int count) {
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < count; i++) {
      product = product.multiply(of.subtract(BigInteger.valueOf(i)));
    }
    return product;
  }
}
