package org.logicrl.tasks.knightsandknaves;

/**
 * How large puzzles may be.
 *
 * @param people at least 2
 * @param depth the levels of a statement, at least 2: with leaves alone, turning every knight into
 *     a knave and back leaves every puzzle as it was, so none has exactly one solution
 * @param width the most parts of an AND or OR
 */
record PuzzleShape(int people, int depth, int width) {

  /** The most leaves that a statement may have on average. */
  private static final int MOST_LEAVES = 1000;

  /** The shape of the published puzzles. */
  static PuzzleShape published(int people) {
    return new PuzzleShape(people, 2, 2);
  }

  /** Refuses shapes for which no puzzle, no statement, or no readable statement exists. */
  PuzzleShape {
    requirePossible(people, depth, width);
  }

  /** Refuses shapes for which no puzzle, no statement, or no readable statement exists. */
  static void requirePossible(int people, int depth, int width) {
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
          "width must be at most %1$d, but is %2$d: among %3$d people a speaker has only %1$d simple"
              .concat(" claims to join; lower width or take more people")
              .formatted(leaves(people), width, people));
    }
    double average = averageLeaves(depth, width);
    if (average > MOST_LEAVES) {
      throw new IllegalArgumentException(
          "statements of depth %d and width %d hold %.0f simple claims on average, more than %d;"
              .concat(" lower depth or width")
              .formatted(depth, width, average, MOST_LEAVES));
    }
  }

  /** The number of different leaves a speaker may use: all but 'I am a knave'. */
  private static int leaves(int people) {
    return 2 * people - 1;
  }

  /** One of six statements is a leaf, one a NOT, two an AND or OR, two have two parts. */
  private static double averageLeaves(int depth, int width) {
    double leaves = 1;
    for (int level = 2; level <= depth; level++) {
      leaves = (1 + leaves + 2 * leaves * (2 + width) / 2 + 2 * leaves * 2) / 6;
    }
    return leaves;
  }

  /**
   * The number of different lists of statements, with any number of solutions: exact below 2^53,
   * and infinite where there is no such {@code double}.
   */
  double combinations() {
    double statements = leaves(people);
    for (int level = 2; level <= depth; level++) {
      double joined = 2 * arrangements(statements, 2);
      for (int parts = 2; parts <= width; parts++) {
        joined += 2 * arrangements(statements, parts);
      }
      statements += leaves(people) + joined;
    }
    return StrictMath.pow(statements, people);
  }

  private static double arrangements(double of, int count) {
    double product = 1;
    for (int i = 0; i < count; i++) {
      product *= of - i;
    }
    return product;
  }
}
