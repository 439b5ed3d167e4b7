package org.logicrl.tasks.knightsandknaves;

import java.util.List;

/** In which ways a puzzle reports what its people said. */
public enum SayingStyle {
  /** The 18 ways of the published files, drawn for each saying. */
  VARIED,
  /** Always {@code X said that ...}: for models too small to read all of them. */
  PLAIN;

  /** The ways to draw from. */
  List<Saying> sayings() {
    return this == VARIED ? Saying.ALL : Saying.ALL.subList(0, 1);
  }
}
