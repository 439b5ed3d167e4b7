package org.logicrl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RowProgressTest {

  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(printed, true, UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void saysNothingAboutShortWork() {
    RowProgress progress = new RowProgress(err, 100, clock::get);
    clock.set(4 * SECOND);
    progress.accept(100);
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @Test
  void printsALineEveryFiveSeconds() {
    RowProgress progress = new RowProgress(err, 20_000, clock::get);
    for (int second = 1; second <= 12; second++) {
      clock.set(second * SECOND);
      progress.accept(1000L * second);
    }
    assertThat(printed.toString(UTF_8).lines())
        .containsExactly(
            "5,000 of 20,000 rows, 1,000 rows/s", "10,000 of 20,000 rows, 1,000 rows/s");
  }

  @Test
  void needsNoGoal() {
    RowProgress progress = new RowProgress(err, 0, clock::get);
    clock.set(5 * SECOND);
    progress.accept(10);
    assertThat(printed.toString(UTF_8).lines()).containsExactly("10 rows, 2 rows/s");
  }
}
