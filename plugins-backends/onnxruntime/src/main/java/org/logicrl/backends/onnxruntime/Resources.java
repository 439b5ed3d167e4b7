package org.logicrl.backends.onnxruntime;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things to be closed together, the last one first. */
final class Resources implements AutoCloseable {

  /** Something to be closed, which fails, if at all, as the engine does. */
  @FunctionalInterface
  interface Closing {
    void close() throws Exception;
  }

  private final Deque<Closing> closings = new ArrayDeque<>();

  /** Adds one that is closed by a call. */
  void onClose(Closing closing) {
    closings.push(closing);
  }

  /** Adds one and returns it. */
  <T extends AutoCloseable> T add(T resource) {
    closings.push(resource::close);
    return resource;
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!closings.isEmpty()) {
      try {
        closings.pop().close();
      } catch (RuntimeException e) {
        failure = e;
      } catch (Exception e) {
        failure = new IllegalStateException("the engine failed to release something", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
