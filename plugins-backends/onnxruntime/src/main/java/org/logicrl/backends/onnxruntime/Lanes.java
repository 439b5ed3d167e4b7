package org.logicrl.backends.onnxruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Threads that use a session side by side, each with memory of its own. */
final class Lanes implements AutoCloseable {

  private final List<ReusedMemory> memory = new ArrayList<>();
  private final ExecutorService executor;

  /** So many lanes. */
  Lanes(int count) {
    for (int lane = 0; lane < count; lane++) {
      memory.add(new ReusedMemory());
    }
    this.executor =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "onnxruntime-lane");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What a lane does. */
  @FunctionalInterface
  interface Work {
    /**
     * Does the work.
     *
     * @param memory of the lane
     * @param cancelled whether another lane has failed, so that what is left is of no use
     */
    void run(ReusedMemory memory, BooleanSupplier cancelled);
  }

  /**
   * Does all work, the first in the first lane, and so on; lanes without work give up their memory.
   *
   * @param work no more than there are lanes
   */
  void run(List<? extends Work> work) {
    List<Future<?>> running = new ArrayList<>();
    AtomicBoolean failed = new AtomicBoolean();
    for (int lane = 0; lane < work.size(); lane++) {
      Work own = work.get(lane);
      ReusedMemory ofLane = memory.get(lane);
      running.add(executor.submit(() -> run(own, ofLane, failed)));
    }
    memory.subList(work.size(), memory.size()).forEach(ReusedMemory::clear);
    awaitAll(running);
  }

  private static void run(Work work, ReusedMemory memory, AtomicBoolean failed) {
    boolean done = false;
    try {
      work.run(memory, failed::get);
      done = true;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  /**
   * Waits for all lanes, also where one has failed or this thread is interrupted: they still use
   * the session.
   */
  private static void awaitAll(List<Future<?>> running) {
    Throwable failure = null;
    boolean interrupted = false;
    for (Future<?> lane : running) {
      for (boolean ended = false; !ended; ) {
        try {
          lane.get();
          ended = true;
        } catch (ExecutionException e) {
          failure = e.getCause();
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof RuntimeException ofProgram) {
      throw ofProgram;
    }
    if (failure instanceof Error ofMachine) {
      throw ofMachine;
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
