package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReusedMemoryTest {

  private final ReusedMemory memory = new ReusedMemory();

  @Test
  void isTheSameWhereItIsLargeEnough() {
    ByteBuffer first = memory.take("a", "x", 100);
    assertThat(memory.take("a", "x", 60)).isSameAs(first);
    assertThat(memory.take("a", "y", 60)).isNotSameAs(first);
    assertThat(memory.take("b", "x", 60)).isNotSameAs(first);
    assertThat(memory.take("a", "x", 101)).isNotSameAs(first);
  }

  /** What was held for one purpose leaves room for another, or goes. */
  @Test
  void holdsNoMoreThanItMay() {
    ByteBuffer batch = memory.take("batch", "x", 100);
    memory.makeRoom(Map.of("batch", 50L, "prompts", 50L), 150);
    assertThat(memory.take("batch", "x", 50)).isSameAs(batch);
    memory.makeRoom(Map.of("batch", 50L, "prompts", 51L), 150);
    assertThat(memory.take("batch", "x", 50)).isNotSameAs(batch);
  }
}
