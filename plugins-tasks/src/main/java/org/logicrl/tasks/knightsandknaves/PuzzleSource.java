package org.logicrl.tasks.knightsandknaves;

/** Where puzzles come from. */
public enum PuzzleSource {
  /** New puzzles without end, from the run's seed. */
  GENERATED,
  /** The puzzles of the published files, made again to the byte. */
  PUBLISHED
}
