package org.logicrl.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Threads that work side by side. */
class LanesTest {

  @Test
  void eachLaneKeepsItsMemoryUntilItHasNoWork() {
    List<ByteBuffer> seen = Collections.synchronizedList(new ArrayList<>());
    Lanes.Work takes = (memory, cancelled) -> seen.add(memory.take("purpose", "buffer", 8));
    try (Lanes lanes = new Lanes(2)) {
      lanes.run(List.of((memory, cancelled) -> {}, takes));
      lanes.run(List.of((memory, cancelled) -> {}, takes));
      lanes.run(List.of((memory, cancelled) -> {}));
      lanes.run(List.of((memory, cancelled) -> {}, takes));
    }
    assertThat(seen.get(1)).isSameAs(seen.get(0));
    assertThat(seen.get(2)).isNotSameAs(seen.get(1));
  }

  /** The failure is heard when all lanes have ended. */
  @Test
  void aLaneThatFailsDoesNotCutOffTheOthers() {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    Lanes.Work fails =
        (memory, cancelled) -> {
          failed.countDown();
          throw new IllegalStateException("broken");
        };
    Lanes.Work works =
        (memory, cancelled) -> {
          await(failed);
          // Long enough for a caller that does not wait.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
          done.incrementAndGet();
        };
    try (Lanes lanes = new Lanes(2)) {
      assertThatThrownBy(() -> lanes.run(List.of(fails, works))).hasMessage("broken");
      assertThat(done).hasValue(1);
    }
  }

  @Test
  void whatIsLeftIsCancelledWhereALaneFails() {
    AtomicInteger asked = new AtomicInteger();
    Lanes.Work fails =
        (memory, cancelled) -> {
          throw new OutOfMemoryError("none left");
        };
    Lanes.Work asks =
        (memory, cancelled) -> {
          while (!cancelled.getAsBoolean()) {
            asked.incrementAndGet();
          }
        };
    try (Lanes lanes = new Lanes(2)) {
      assertThatThrownBy(() -> lanes.run(List.of(asks, fails)))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("none left");
      asked.set(0);
      lanes.run(List.of((memory, cancelled) -> asked.set(cancelled.getAsBoolean() ? 1 : 2)));
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void anInterruptedThreadStillWaitsForAllLanes() {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Lanes.Work interrupts =
        (memory, cancelled) -> {
          caller.interrupt();
          begun.countDown();
          done.incrementAndGet();
        };
    Lanes.Work works =
        (memory, cancelled) -> {
          await(begun);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
          done.incrementAndGet();
        };
    try (Lanes lanes = new Lanes(2)) {
      lanes.run(List.of(interrupts, works));
      assertThat(done).hasValue(2);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
