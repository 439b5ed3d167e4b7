package org.logicrl.tasks.math;

import java.io.IOException;
import java.io.Serial;

/** A file is sound but compressed in a way that cannot be undone here. */
final class UnsupportedCodecException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  UnsupportedCodecException(String message) {
    super(message);
  }
}
