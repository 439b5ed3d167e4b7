package org.logicrl.core.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemoryBandwidthTest {

  /** Slower than any memory of this century, and faster than any of this decade. */
  @Test
  void isThatOfAMachine() {
    assertThat(MemoryBandwidth.measure()).isBetween(1e8, 1e14);
  }
}
