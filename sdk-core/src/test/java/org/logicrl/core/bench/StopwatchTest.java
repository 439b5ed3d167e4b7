package org.logicrl.core.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StopwatchTest {

  @Test
  void repeatsTheWorkAfterTheWarmUp() {
    List<Integer> repetitions = new ArrayList<>();
    double seconds = new Stopwatch(new BenchSettings(2, 0, 3)).seconds(repetitions::add);
    assertThat(repetitions).containsExactly(0, 1, 2, 3, 4);
    assertThat(seconds).isNotNegative();
  }

  @Test
  void warmsUpForAsLongAsItShall() {
    List<Integer> repetitions = new ArrayList<>();
    long start = System.nanoTime();
    new Stopwatch(new BenchSettings(0, 0.05, 1)).seconds(repetitions::add);
    assertThat(System.nanoTime() - start).isGreaterThan(50_000_000);
    assertThat(repetitions).hasSizeGreaterThan(2);
  }

  @Test
  void takesTheMiddle() {
    assertThat(Stopwatch.median(List.of(5.0, 1.0, 3.0))).isEqualTo(3);
    assertThat(Stopwatch.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }
}
