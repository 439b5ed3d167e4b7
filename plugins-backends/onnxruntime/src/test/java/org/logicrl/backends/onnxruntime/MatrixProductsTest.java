package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixProductsTest {

  /** Slower than any processor of this decade in vectors, and faster than any. */
  @Test
  void areThoseOfAMachine() {
    assertThat(MatrixProducts.operationsPerSecond(1)).isBetween(1e8, 1e15);
  }
}
