package org.logicrl.tasks.knightsandknaves;

import java.util.Arrays;
import java.util.List;

/** What those who tell the truth and those who lie are called. */
public enum RolePair {
  /** The usual words. */
  KNIGHT_KNAVE("knight", "knave"),
  /** An alternative. */
  PIONEER_LAGGARD("pioneer", "laggard"),
  /** An alternative. */
  SAINT_SINNER("saint", "sinner"),
  /** An alternative. */
  HERO_VILLAIN("hero", "villain"),
  /** An alternative. */
  ANGEL_DEVIL("angel", "devil"),
  /** An alternative. */
  ALTRUIST_EGOIST("altruist", "egoist"),
  /** An alternative. */
  SAGE_FOOL("sage", "fool");

  private final String truthful;
  private final String lying;

  RolePair(String truthful, String lying) {
    this.truthful = truthful;
    this.lying = lying;
  }

  /** The words. */
  Roles roles() {
    return new Roles(truthful, lying);
  }

  /** All pairs but this, in order. */
  List<RolePair> others() {
    return Arrays.stream(values()).filter(pair -> pair != this).toList();
  }
}
