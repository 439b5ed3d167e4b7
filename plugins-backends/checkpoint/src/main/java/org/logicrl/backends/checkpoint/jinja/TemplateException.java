package org.logicrl.backends.checkpoint.jinja;

import java.io.Serial;

/** A template that is not understood, or that refuses what it is given; says which line. */
public final class TemplateException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean placed;

  TemplateException(String message) {
    this(message, false);
  }

  private TemplateException(String message, boolean placed) {
    super(message);
    this.placed = placed;
  }

  /** Whether the message names the line. */
  boolean isPlaced() {
    return placed;
  }

  /** The same failure with the line in its message. */
  TemplateException atLine(int line) {
    return new TemplateException("line %d: %s".formatted(line, getMessage()), true);
  }
}
